// How a value between pixels is found.
#pragma once

namespace lumbar {

enum class Interpolation { linear, cubic, lanczos4 };

}  // namespace lumbar
