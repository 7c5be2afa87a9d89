// A running GPU worker: its memory, its hello, requests and answers, and its end.
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "gpu/embedded.h"
#include "gpu/protocol.h"
#include "gpu/shared_memory.h"
#include "gpu/worker_program.h"
#include "gpu/worker_start.h"

namespace lumbar::gpu {

struct WorkerOptions {
    std::optional<int> gpu;  // none: the worker counts GPUs, says hello and ends
    std::size_t shared_bytes = std::size_t{64} << 20;
    int start_timeout_s = 60, answer_timeout_s = 300;
    std::string library{};  // the driver's path; empty: the worker searches for it
    std::vector<StartWay> ways = start_ways();
    std::span<const std::byte> image = worker_image();
};

class WorkerProcess {
  public:
    // Starts it in the first way that works.  Throws NoGpu, also for a hello that gives a reason or makes no
    // sense.
    explicit WorkerProcess(const WorkerOptions& options);
    // Ends it; one that does not end by itself is killed.
    ~WorkerProcess();
    WorkerProcess(const WorkerProcess&) = delete;
    WorkerProcess& operator=(const WorkerProcess&) = delete;

    std::span<std::byte> shared() const { return memory_.bytes(); }
    const GpuHello& hello() const { return hello_; }
    const std::string& way() const { return way_; }
    pid_t id() const { return worker_.id; }

    // Has the commands executed -> an answer that makes sense: done <= count, and done == count where the
    // status is 0. Throws GpuFailure where the worker has ended, does not answer in time or answers nonsense;
    // it is gone then.
    GpuAnswer run(const GpuRequest& request);

  private:
    enum class Patience { kill, wait };
    struct Ending {
        std::string how;
        bool crashed = false;
    };

    bool starts(const StartWay& way, const WorkerOptions& options, std::string& reasons);
    Ending end(Patience patience);
    [[noreturn]] void fail(const std::string& reason, Patience patience);

    SharedMemory memory_;
    int answer_timeout_s_;
    StartedWorker worker_;
    std::string way_;
    GpuHello hello_{};
};

}  // namespace lumbar::gpu
