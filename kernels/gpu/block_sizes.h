// How many threads a block of each kernel has, and how much a thread computes.  Read by the kernels and by
// the host.
#pragma once

namespace lumbar::gpu {

inline constexpr int kChannels =
    8;  // that a thread moves at once; every tensor's channels and steps are multiples

inline constexpr int kStemThreads = 256, kStemStrip = 4;  // pixels of a row that a thread computes
inline constexpr int kDepthwiseThreads = 128, kDepthwiseStrip = 4;
inline constexpr int kMaxPoolThreads = 256;
inline constexpr int kMeanThreads = 128;
inline constexpr int kLstmCellThreads = 128;
inline constexpr int kLstmNormThreads = 256;
inline constexpr int kAttentionThreads = 256, kMostFrames = 1024;  // frames of a disc that it has room for
inline constexpr int kLinearThreads = 128, kLanes = 32;
inline constexpr int kViewColumns = 32, kViewRows = 8;
inline constexpr int kScaleBytesThreads = 256;

inline constexpr int kMostFilter = 15;  // the largest size of a convolution's filter

}  // namespace lumbar::gpu
