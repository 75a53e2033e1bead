# For tools that expect node-gyp. There is one real build, CMakeLists.txt; this target runs it.
{
  "targets": [
    {
      "target_name": "ruff_native",
      "type": "none",
      "actions": [
        {
          "action_name": "build_native",
          "inputs": ["CMakeLists.txt"],
          "outputs": ["build/Release/ruff_native.node"],
          "action": ["node", "scripts/build-native.mjs", "--require"],
        }
      ],
    }
  ]
}
