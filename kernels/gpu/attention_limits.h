// How many frames the attention kernel has room for.
#pragma once

inline constexpr int kMostFrames = 1024;
