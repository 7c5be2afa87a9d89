// Where a generic address points: shared and local memory are windows in it, the rest is global.
#pragma once

#include <cstdint>

namespace ptx {

constexpr std::uint64_t kSharedWindow = 0x010000000000, kLocalWindow = 0x020000000000,
                        kWindowBytes = 0x000100000000;

enum class Space { generic, global, shared, local, parameters };

}  // namespace ptx
