#include "gpu/packet.h"

#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <chrono>

namespace lumbar::gpu {
namespace {

using Clock = std::chrono::steady_clock;

bool becomes_readable(int socket, Clock::time_point deadline) {
    for (;;) {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now()).count();
        pollfd waiting{socket, POLLIN, 0};
        const int ready = poll(&waiting, 1, static_cast<int>(std::clamp<long long>(left, 0, 1'000'000)));
        if (ready > 0) return true;
        if (left <= 0 || (ready < 0 && errno != EINTR)) return false;
    }
}

}  // namespace

Received receive_packet(int socket, std::span<std::byte> packet, int timeout_s) {
    if (!becomes_readable(socket, Clock::now() + std::chrono::seconds(timeout_s))) return Received::late;
    ssize_t count = 0;
    do count = recv(socket, packet.data(), packet.size(), MSG_TRUNC);  // -> the size that was sent
    while (count < 0 && errno == EINTR);
    if (count <= 0) return Received::ended;
    return static_cast<std::size_t>(count) == packet.size() ? Received::whole : Received::odd;
}

bool send_packet(int socket, std::span<const std::byte> packet) {
    ssize_t count = 0;
    do count = send(socket, packet.data(), packet.size(), MSG_NOSIGNAL);
    while (count < 0 && errno == EINTR);
    return count == static_cast<ssize_t>(packet.size());
}

}  // namespace lumbar::gpu
