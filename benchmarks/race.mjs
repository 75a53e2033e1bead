// Runs programs in fresh processes, so that start-up, warm-up and compilation are part of each time.
import { spawnSync } from "node:child_process";

// Bash's `time` gives the wall-clock and the processor time of one command. Its report goes to stderr,
// so the command's own stderr takes a detour; `ulimit` ends what runs too long.
const TIMED = 'TIMEFORMAT="%3R %3U %3S"; ulimit -t "$1"; shift; time "$@" 2>&3 3>&-';
const SIGXCPU = 128 + 24;
const SIGKILL = 128 + 9;

/** What takes longer than this many milliseconds is not run a second time. */
const LONG = 10000;

/** Not all machines have this, and it makes Node read some hundred certificates at each start. */
const WITHOUT = { NODE_EXTRA_CA_CERTS: undefined };

/** One run: its answer, and its wall-clock and processor time in milliseconds; null after `limit` seconds. */
export function trial({ command, args, env = {} }, limit = 3600) {
  const { status, stdout, output, error } = spawnSync(
    "bash",
    ["-c", TIMED, "bash", limit, command, ...args],
    {
      encoding: "utf8",
      env: { ...process.env, ...WITHOUT, ...env },
      maxBuffer: 2 ** 26,
      stdio: ["ignore", "pipe", "pipe", "pipe"],
    },
  );
  if (error) throw error;
  if (status === SIGXCPU || status === SIGKILL) return null;
  if (status !== 0) throw new Error(`${command} ${args.join(" ")} failed (exit ${status})\n${output[3]}`);
  const [wall, user, system] = output[2].trim().split(/\s+/).map(Number);
  return { answer: stdout.trim(), wall: wall * 1000, cpu: (user + system) * 1000 };
}

function median(times) {
  const sorted = times.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

function medians(trials) {
  if (trials.includes(null)) return { tooLong: true };
  return { wall: median(trials.map(({ wall }) => wall)), cpu: median(trials.map(({ cpu }) => cpu)) };
}

/**
 * Lets all contestants run once, then all once more, and so on: a slow spell of the machine hits them
 * alike. The result has the medians of each by name. Contestants that disagree on the answer are an
 * error, unless `sameAnswer` is false. What has `earlierRuns` runs so often before anything is measured.
 */
export function race(label, contestants, { runs, limit, sameAnswer = true }) {
  const trials = Object.fromEntries(Object.keys(contestants).map((name) => [name, []]));
  let expected;
  for (const contestant of Object.values(contestants))
    for (let run = 0; run < (contestant.earlierRuns ?? 0); run++) trial(contestant, limit);
  for (let run = 0; run < runs; run++) {
    for (const [name, contestant] of Object.entries(contestants)) {
      const last = trials[name].at(-1);
      if (last === null || last?.wall > LONG) continue;
      const result = trial(contestant, limit);
      trials[name].push(result);
      if (result === null || !sameAnswer) continue;
      expected ??= result.answer;
      if (result.answer !== expected)
        throw new Error(`${label}: ${name} answered ${result.answer}, the others ${expected}`);
    }
  }
  return Object.fromEntries(Object.entries(trials).map(([name, all]) => [name, medians(all)]));
}
