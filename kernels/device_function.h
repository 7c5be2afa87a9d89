// LUMBAR_DEVICE: a function that a GPU's kernel calls as well.
#pragma once

#if defined(__CUDACC__) || defined(__CUDA__)  // nvcc, clang
#define LUMBAR_DEVICE __host__ __device__
#else
#define LUMBAR_DEVICE
#endif
