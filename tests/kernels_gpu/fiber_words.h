// The words of kernels/gpu/cuda_words.cuh for a CPU.  A test that compiles a kernel includes this first, and
// then the kernel's source within a namespace without a name.
#pragma once

#include <cmath>
#include <cstddef>

#define LUMBAR_FIBERS
#define LUMBAR_GPU_CODE
#define DEVICE inline
#define KERNEL(threads, blocks) [[maybe_unused]] static void
#define SHARED \
    static __attribute__((aligned(128)))  // one block at a time; the address sanitizer watches its edges
#define UNROLL
#define ROLLED
#define threadIdx lumbar::fibers::thread_index()
#define blockIdx lumbar::fibers::block_index()
#define gridDim lumbar::fibers::grid_size()
#define __syncthreads() lumbar::fibers::wait_for_block()

#include "half.h"
#include "kernels/gpu/arguments.h"
#include "kernels/gpu/block_sizes.h"  // IWYU pragma: export (for the kernels)
#include "kernels/gpu/conv_tiles.h"

typedef unsigned Words4 __attribute__((vector_size(16), may_alias));
typedef float Floats4 __attribute__((vector_size(16), may_alias));

namespace lumbar::fibers {

struct Index {
    int x, y, z;
};
const Index& thread_index();
const Index& block_index();
const Index& grid_size();
void wait_for_block();

// Of shared memory, before it happens.
void watch_read(const void* place, std::size_t bytes);
void watch_write(const void* place, std::size_t bytes);

// By a whole warp.
void load_matrices(unsigned* words, const void* row);
void multiply_add(float* c, const unsigned* a, const unsigned* b);
float shuffle_xor(float value, int mask);

void copy_async(void* to, const void* from, bool valid);
void commit_copies();
void wait_for_copies(int pending);

}  // namespace lumbar::fibers

using namespace lumbar::gpu;

inline Half half_bits(float value) {
    return lumbar::fibers::float_to_half(value);
}
inline float half_value(Half bits) {
    return lumbar::fibers::half_to_float(bits);
}
inline float fused_multiply_add(float a, float b, float c) {
    return std::fma(a, b, c);
}
inline float square_root(float value) {
    return std::sqrt(value);
}
inline float shuffle_xor(float value, int mask) {
    return lumbar::fibers::shuffle_xor(value, mask);
}

inline void write_shared(void* place, Words4 words) {
    lumbar::fibers::watch_write(place, sizeof words);
    *static_cast<Words4*>(place) = words;
}
inline void write_shared(float* place, float value) {
    lumbar::fibers::watch_write(place, sizeof value);
    *place = value;
}
inline float read_shared(const float* place) {
    lumbar::fibers::watch_read(place, sizeof *place);
    return *place;
}
inline Floats4 read_shared_floats(const void* place) {
    lumbar::fibers::watch_read(place, sizeof(Floats4));
    return *static_cast<const Floats4*>(place);
}
inline void load_matrices(unsigned (&words)[4], const void* row) {
    lumbar::fibers::load_matrices(words, row);
}
inline void copy_async(void* to, const void* from, bool valid) {
    lumbar::fibers::copy_async(to, from, valid);
}
inline void commit_copies() {
    lumbar::fibers::commit_copies();
}
template <int kPending>
void wait_for_copies() {
    lumbar::fibers::wait_for_copies(kPending);
}
template <int kComputeOfMma>
void multiply_add(float (&c)[4], const unsigned (&a)[4], const unsigned (&b)[2]) {
    lumbar::fibers::multiply_add(c, a, b);
}
