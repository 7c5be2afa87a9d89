// A GPU worker that answers nonsense, each time the one that its last argument names.
#include <unistd.h>

#include <cstring>
#include <string>

#include "gpu/protocol.h"

using namespace lumbar::gpu;

namespace {

template <class Packet>
void send(const Packet& packet, std::size_t bytes = sizeof(Packet)) {
    if (write(kSocketFile, &packet, bytes) < 0) _exit(1);
}

GpuHello hello_for(const std::string& oddity) {
    GpuHello hello{};
    hello.protocol = oddity == "old protocol" ? 0 : kProtocol;
    hello.gpus = oddity == "no gpus" ? 0 : 1;
    hello.compute = 75;
    hello.multiprocessors = oddity == "no multiprocessors" ? -1 : 40;
    hello.memory = 100;
    hello.free_memory = oddity == "more free than all" ? 101 : 100;
    if (oddity == "endless name") std::memset(hello.name, 'x', sizeof hello.name);
    if (oddity == "endless hello reason") std::memset(hello.reason, 'x', sizeof hello.reason);
    return hello;
}

GpuAnswer answer_for(const std::string& oddity, const GpuRequest& request) {
    GpuAnswer answer{};
    answer.first = request.first + (oddity == "another request");
    answer.done = request.count + (oddity == "more done than asked") - (oddity == "less done than asked");
    if (oddity == "negative status") answer.status = -1;
    if (oddity == "endless reason") {
        answer.status = 1;
        std::memset(answer.reason, 'x', sizeof answer.reason);
    }
    return answer;
}

}  // namespace

int main(int argc, char** argv) {
    const std::string oddity = argc > 3 ? argv[3] : "";
    const GpuHello hello = hello_for(oddity);
    send(hello, oddity == "short hello" ? sizeof hello - 1 : sizeof hello);
    GpuRequest request;
    while (read(kSocketFile, &request, sizeof request) == sizeof request) {
        if (oddity == "ends") return 3;
        const GpuAnswer answer = answer_for(oddity, request);
        send(answer, oddity == "short answer" ? 8 : sizeof answer);
    }
}
