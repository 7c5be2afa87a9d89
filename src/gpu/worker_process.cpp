#include "gpu/worker_process.h"

#include <poll.h>
#include <sys/wait.h>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <utility>

#include "gpu/gpu.h"
#include "gpu/packet.h"

namespace lumbar::gpu {
namespace {

template <class Packet>
Received receive(const OwnedFile& socket, Packet& packet, int timeout_s) {
    return receive_packet(socket.number(), std::as_writable_bytes(std::span(&packet, 1)), timeout_s);
}

bool makes_sense(const GpuHello& hello, bool opens) {
    if (hello.protocol != kProtocol || !is_ended(hello.name) || !is_ended(hello.library) ||
        !is_ended(hello.reason))
        return false;
    if (hello.reason[0] != 0) return true;
    if (!opens) return hello.gpus >= 0;
    return hello.gpus > 0 && hello.compute > 0 && hello.multiprocessors > 0 &&
           hello.free_memory <= hello.memory;
}

bool makes_sense(const GpuAnswer& answer, const GpuRequest& request) {
    return answer.first == request.first && answer.done <= request.count && answer.status >= 0 &&
           (answer.status != 0 || answer.done == request.count) && is_ended(answer.reason);
}

// -> whether it has ended, within so many milliseconds
bool waits_for(pid_t id, int& status, int limit_ms) {
    constexpr int kTurn_ms = 5;
    for (int waited_ms = 0;; waited_ms += kTurn_ms) {
        const pid_t ended = waitpid(id, &status, WNOHANG);
        if (ended == id || (ended < 0 && errno == ECHILD)) return true;
        if (waited_ms >= limit_ms) return false;
        poll(nullptr, 0, kTurn_ms);
    }
}

}  // namespace

WorkerProcess::WorkerProcess(const WorkerOptions& options)
    : memory_(options.shared_bytes), answer_timeout_s_(options.answer_timeout_s) {
    std::string reasons;
    for (const StartWay& way : options.ways) {
        if (!starts(way, options, reasons)) continue;
        way_ = way.name();
        if (hello_.reason[0] == 0) return;
        end(Patience::wait);
        throw NoGpu(hello_.reason);
    }
    throw NoGpu("the GPU worker does not start (" + reasons + ")");
}

// False where another way may do; throws NoGpu where none would.
bool WorkerProcess::starts(const StartWay& way, const WorkerOptions& options, std::string& reasons) {
    const auto not_this_way = [&](const std::string& reason) {
        reasons += (reasons.empty() ? "" : "; ") + way.name() + ": " + reason;
        return false;
    };
    try {
        worker_ =
            start_worker(way, options.image, memory_.file(),
                         {std::to_string(options.shared_bytes),
                          options.gpu ? std::to_string(*options.gpu) : LUMBAR_GPU_COUNT, options.library});
    } catch (const StartFailure& failure) {
        return not_this_way(failure.what());
    }
    switch (receive(worker_.socket, hello_, options.start_timeout_s)) {
        case Received::ended: {
            const Ending ending = end(Patience::wait);
            if (ending.crashed) throw NoGpu("the driver does not start: the GPU worker " + ending.how);
            return not_this_way(ending.how);
        }
        case Received::late:
            end(Patience::kill);
            throw NoGpu("the driver did not start within " + std::to_string(options.start_timeout_s) + " s");
        case Received::whole:
            if (makes_sense(hello_, options.gpu.has_value())) return true;
            [[fallthrough]];
        case Received::odd:
            end(Patience::kill);
            throw NoGpu("the GPU worker's first message makes no sense");
    }
    return false;
}

WorkerProcess::~WorkerProcess() {
    end(Patience::wait);
}

// Waits are bounded even after SIGKILL: a process inside a driver that hangs may not end, and stays behind
// then.
WorkerProcess::Ending WorkerProcess::end(Patience patience) {
    constexpr int kOwnEnd_ms = 2000, kKilledEnd_ms = 5000;
    worker_.socket.close();  // which it notices, unless it is busy
    const pid_t id = std::exchange(worker_.id, -1);
    if (id < 0) return {"has ended"};
    int status = 0;
    if (patience == Patience::kill || !waits_for(id, status, kOwnEnd_ms)) {
        kill(id, SIGKILL);
        return {waits_for(id, status, kKilledEnd_ms) ? "was killed" : "cannot be killed"};
    }
    if (WIFSIGNALED(status))
        return {std::string("was ended by a signal: ") + strsignal(WTERMSIG(status)), true};
    return {"ended with exit code " + std::to_string(WEXITSTATUS(status))};
}

void WorkerProcess::fail(const std::string& reason, Patience patience) {
    throw GpuFailure("the GPU worker " + reason + end(patience).how);
}

GpuAnswer WorkerProcess::run(const GpuRequest& request) {
    if (!send_packet(worker_.socket.number(), std::as_bytes(std::span(&request, 1))))
        fail("", Patience::wait);
    GpuAnswer answer;
    switch (receive(worker_.socket, answer, answer_timeout_s_)) {
        case Received::ended:
            fail("", Patience::wait);
        case Received::late:
            fail("gave no answer within " + std::to_string(answer_timeout_s_) + " s and ", Patience::kill);
        case Received::whole:
            if (makes_sense(answer, request)) return answer;
            [[fallthrough]];
        case Received::odd:
            break;
    }
    fail("answered nonsense and ", Patience::kill);
}

}  // namespace lumbar::gpu
