// Messages of a fixed size over a socket that keeps their bounds.
#pragma once

#include <cstddef>
#include <span>

namespace lumbar::gpu {

enum class Received { whole, ended, late, odd };  // odd: a message of another size

// Waits for one message, at most so long.
Received receive_packet(int socket, std::span<std::byte> packet, int timeout_s);

// False where nobody reads at the other end.
bool send_packet(int socket, std::span<const std::byte> packet);

// Whether a text that came in a message ends within its array.
template <std::size_t N>
bool is_ended(const char (&text)[N]) {
    for (const char c : text)
        if (c == 0) return true;
    return false;
}

}  // namespace lumbar::gpu
