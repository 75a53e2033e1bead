#include "pipeline.h"

#include "errors.h"
#include "helpers.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/AsmParser/Parser.h"
#include "llvm/IR/DiagnosticInfo.h"
#include "llvm/IR/DiagnosticPrinter.h"
#include "llvm/IR/LLVMContext.h"
#include "llvm/IR/LegacyPassManager.h"
#include "llvm/IR/Module.h"
#include "llvm/IR/Verifier.h"
#include "llvm/Support/SmallVectorMemoryBuffer.h"
#include "llvm/Support/SourceMgr.h"
#include "llvm/Transforms/IPO/Internalize.h"
#include "optimizer.h"
#include "target.h"

namespace bridge {

namespace {

/// One module on its way through the pipeline, with all that belongs to it.
class Compilation {
 public:
  explicit Compilation(const Source& source) : source_(source) {
    context_.setDiagnosticHandlerCallBack(collectDiagnostic, this);
  }

  /// Everything up to, not including, code generation.
  llvm::Error prepare(bool verbose = false) {
    llvm::Expected<std::unique_ptr<llvm::TargetMachine>> machine = createTargetMachine(verbose);
    if (!machine) return machine.takeError();
    machine_ = std::move(*machine);
    if (llvm::Error error = parse()) return error;
    if (llvm::Error error = verify()) return error;
    if (llvm::Error error = checkSymbols()) return error;
    if (llvm::Error error = checkExports()) return error;
    addAttributes();
    if (!source_.exports.empty()) internalize();
    optimize(*module_, *machine_);
    return diagnosed();
  }

  llvm::Error generate(llvm::CodeGenFileType type, llvm::SmallVectorImpl<char>& output) {
    llvm::raw_svector_ostream out(output);
    llvm::legacy::PassManager passes;
    if (machine_->addPassesToEmitFile(passes, out, nullptr, type, /*DisableVerify=*/true)) {
      return fail(code::kHost, "LLVM cannot write this kind of file for the host");
    }
    passes.run(*module_);
    return diagnosed();
  }

  /// The module as text, without the list of the host's features: one long line per function.
  std::string print() {
    for (llvm::Function& function : *module_) function.removeFnAttr("target-features");
    std::string text;
    llvm::raw_string_ostream(text) << *module_;
    return text;
  }

 private:
  llvm::Error parse() {
    llvm::SMDiagnostic diagnostic;
    module_ =
        llvm::parseAssembly(llvm::MemoryBufferRef(source_.ir, source_.name), diagnostic, context_);
    if (!module_) {
      std::string text;
      llvm::raw_string_ostream out(text);
      diagnostic.print(nullptr, out, /*ShowColors=*/false);
      return fail(code::kParse, llvm::StringRef(out.str()).rtrim());
    }
    module_->setTargetTriple(host().triple);
    module_->setDataLayout(machine_->createDataLayout());
    return llvm::Error::success();
  }

  llvm::Error verify() {
    std::string text;
    llvm::raw_string_ostream out(text);
    if (llvm::verifyModule(*module_, &out)) {
      return fail(code::kVerify, llvm::StringRef(out.str()).rtrim());
    }
    return llvm::Error::success();
  }

  /// Everything the module does not define must be a helper it may use, or a place of the machine.
  llvm::Error checkSymbols() {
    llvm::StringSet<> listed;
    for (const std::string& name : source_.symbols) {
      if (!findHelper(name)) return fail(code::kSymbol, "there is no helper named '" + name + "'");
      listed.insert(name);
    }
    for (llvm::GlobalObject& object : module_->global_objects()) {
      if (!object.isDeclaration() || object.getName().startswith("llvm.")) continue;
      if (isPlace(object)) continue;
      const Helper* helper = findHelper(object.getName());
      if (!helper) {
        return fail(code::kSymbol, "the module needs '" + object.getName() +
                                       "', which it does not define and which is no helper");
      }
      if (!helper->always && !listed.contains(object.getName())) {
        return fail(code::kSymbol, "the module needs '" + object.getName() +
                                       "', which is not among the symbols it was given");
      }
    }
    return llvm::Error::success();
  }

  static bool isPlace(const llvm::GlobalObject& object) {
    return llvm::isa<llvm::GlobalVariable>(object) &&
           (object.getName() == kFrameSymbol || object.getName() == kStackLimitSymbol);
  }

  llvm::Error checkExports() {
    llvm::FunctionType* entry = llvm::FunctionType::get(
        llvm::Type::getVoidTy(context_), {llvm::Type::getInt64PtrTy(context_)}, /*isVarArg=*/false);
    for (const std::string& name : source_.exports) {
      llvm::Function* function = module_->getFunction(name);
      if (!function || function->isDeclaration()) {
        return fail(code::kExport, "the module defines no function '" + name + "'");
      }
      if (function->getFunctionType() != entry) {
        return fail(code::kExport, "export '" + name + "' is not of type void (i64*)");
      }
      function->setLinkage(llvm::GlobalValue::ExternalLinkage);
      function->setVisibility(llvm::GlobalValue::DefaultVisibility);
    }
    return llvm::Error::success();
  }

  void addAttributes() {
    for (llvm::Function& function : *module_) {
      if (!function.isDeclaration()) {
        function.addFnAttr("target-cpu", host().cpu);
        function.addFnAttr("target-features", host().features);
        function.addFnAttr(llvm::Attribute::UWTable); // exitToHost() walks through it
        continue;
      }
      const Helper* helper = findHelper(function.getName());
      if (helper && helper->exits) {
        function.addFnAttr(llvm::Attribute::Cold);
        function.addFnAttr(llvm::Attribute::NoReturn);
        function.addFnAttr(llvm::Attribute::NoUnwind);
      }
    }
  }

  /// Hides all but the exports, so that unused functions go and parameters can change.
  void internalize() {
    llvm::StringSet<> exported;
    for (const std::string& name : source_.exports) exported.insert(name);
    llvm::internalizeModule(*module_, [&exported](const llvm::GlobalValue& value) {
      return exported.contains(value.getName());
    });
  }

  static void collectDiagnostic(const llvm::DiagnosticInfo& info, void* compilation) {
    if (info.getSeverity() != llvm::DS_Error) return;
    std::string& text = static_cast<Compilation*>(compilation)->diagnostics_;
    if (!text.empty()) text += '\n';
    llvm::raw_string_ostream out(text);
    llvm::DiagnosticPrinterRawOStream printer(out);
    info.print(printer);
  }

  /// The error that LLVM's diagnostics up to now amount to.
  llvm::Error diagnosed() {
    if (diagnostics_.empty()) return llvm::Error::success();
    return fail(code::kCodegen, llvm::StringRef(diagnostics_).rtrim());
  }

  const Source& source_;
  llvm::LLVMContext context_;
  std::string diagnostics_;
  std::unique_ptr<llvm::TargetMachine> machine_;
  std::unique_ptr<llvm::Module> module_;
};

} // namespace

llvm::Expected<std::unique_ptr<llvm::MemoryBuffer>> compileToObject(const Source& source) {
  Compilation compilation(source);
  if (llvm::Error error = compilation.prepare()) return error;
  llvm::SmallVector<char, 0> object;
  if (llvm::Error error = compilation.generate(llvm::CGFT_ObjectFile, object)) {
    return error;
  }
  return std::make_unique<llvm::SmallVectorMemoryBuffer>(std::move(object), source.name,
                                                         /*RequiresNullTerminator=*/false);
}

llvm::Expected<std::string> optimizedIr(const Source& source) {
  Compilation compilation(source);
  if (llvm::Error error = compilation.prepare()) return error;
  return compilation.print();
}

llvm::Expected<std::string> assembly(const Source& source) {
  Compilation compilation(source);
  if (llvm::Error error = compilation.prepare(/*verbose=*/true)) return error;
  llvm::SmallString<0> text;
  if (llvm::Error error = compilation.generate(llvm::CGFT_AssemblyFile, text)) {
    return error;
  }
  // The tables of debug information stand at the end, ten times as long as the code.
  llvm::StringRef code = text;
  return code.substr(0, code.find("\n\t.section\t.debug_")).str();
}

} // namespace bridge
