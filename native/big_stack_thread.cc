#include "big_stack_thread.h"

#include <pthread.h>

#include <cstring>

#include "errors.h"

namespace bridge {

namespace {

constexpr size_t kStackBytes = size_t{64} << 20;

struct Job {
  llvm::function_ref<llvm::Error()> body;
  llvm::Error result;
};

void* runJob(void* argument) {
  Job* job = static_cast<Job*>(argument);
  llvm::consumeError(std::move(job->result)); // the initial success must be looked at
  job->result = job->body();
  return nullptr;
}

} // namespace

llvm::Error runOnBigStack(llvm::function_ref<llvm::Error()> body) {
  Job job{body, llvm::Error::success()};
  pthread_attr_t attributes;
  pthread_t thread;
  pthread_attr_init(&attributes);
  pthread_attr_setstacksize(&attributes, kStackBytes);
  int problem = pthread_create(&thread, &attributes, runJob, &job);
  pthread_attr_destroy(&attributes);
  if (problem) {
    llvm::consumeError(std::move(job.result));
    return fail(code::kHost, llvm::Twine("cannot start a compile thread: ") + strerror(problem));
  }
  pthread_join(thread, nullptr);
  return std::move(job.result);
}

} // namespace bridge
