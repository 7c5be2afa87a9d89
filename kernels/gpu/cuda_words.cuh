// CUDA's words for a clang without a CUDA toolkit: built-in variables, and the instructions that the kernels
// use.
//
// Every kernel's source includes this first.  Tests compile the same sources for the CPU: they include their
// own tests/kernels_gpu/fiber_words.h before, and nothing of this header.
#pragma once

#if !defined(LUMBAR_FIBERS)

#define LUMBAR_GPU_CODE
#define __host__ __attribute__((host))
#define __device__ __attribute__((device))
#define DEVICE __attribute__((device, always_inline)) inline
// Threads a block, and how many blocks a multiprocessor shall hold at least: the compiler limits registers to
// that.
#define KERNEL(threads, blocks) \
    extern "C" __attribute__((global)) __attribute__((launch_bounds(threads, blocks))) void
#define SHARED __attribute__((shared)) __attribute__((aligned(128)))
#define UNROLL _Pragma("unroll")    // an array stays in registers only where every index is known
#define ROLLED _Pragma("unroll 1")  // unrolled, a loop over large pieces wants more registers than there are

#define threadIdx \
    (Index{__nvvm_read_ptx_sreg_tid_x(), __nvvm_read_ptx_sreg_tid_y(), __nvvm_read_ptx_sreg_tid_z()})
#define blockIdx \
    (Index{__nvvm_read_ptx_sreg_ctaid_x(), __nvvm_read_ptx_sreg_ctaid_y(), __nvvm_read_ptx_sreg_ctaid_z()})
#define gridDim \
    (Index{__nvvm_read_ptx_sreg_nctaid_x(), __nvvm_read_ptx_sreg_nctaid_y(), __nvvm_read_ptx_sreg_nctaid_z()})

struct Index {
    int x, y, z;
};

// What one thread moves at once, from and to memory of any type.
typedef unsigned Words4 __attribute__((vector_size(16), may_alias));
typedef float Floats4 __attribute__((vector_size(16), may_alias));

#include "kernels/gpu/arguments.h"
#include "kernels/gpu/block_sizes.h"

using namespace lumbar::gpu;

// The compute capability that this is compiled for: 60, 75, 80
#if defined(__CUDA_ARCH__)
constexpr int kCompute = __CUDA_ARCH__ / 10;
#endif

DEVICE Half half_bits(float value) {  // rounds to the nearest, ties to even
    Half bits;
    asm("cvt.rn.f16.f32 %0, %1;" : "=h"(bits) : "f"(value));
    return bits;
}
DEVICE float half_value(Half bits) {
    float value;
    asm("cvt.f32.f16 %0, %1;" : "=f"(value) : "h"(bits));
    return value;
}

DEVICE float fused_multiply_add(float a, float b, float c) {
    return __nvvm_fma_rn_f(a, b, c);
}
DEVICE float square_root(float value) {
    return __nvvm_sqrt_rn_f(value);
}

// The value of the lane whose number differs in the bits of `mask`.
DEVICE float shuffle_xor(float value, int mask) {
    return __nvvm_shfl_sync_bfly_f32(0xffffffffu, value, mask, 0x1f);
}

// --- shared memory: every access goes through these, so that tests can watch them

DEVICE void write_shared(void* place, Words4 words) {
    *static_cast<Words4*>(place) = words;
}
DEVICE void write_shared(float* place, float value) {
    *place = value;
}
DEVICE float read_shared(const float* place) {
    return *place;
}
DEVICE Floats4 read_shared_floats(const void* place) {
    return *static_cast<const Floats4*>(place);
}
DEVICE unsigned shared_address(const void* place) {  // within the block's shared memory
    return static_cast<unsigned>(
        reinterpret_cast<unsigned long>((__attribute__((address_space(3))) const void*)place));
}

// Four 8x8 matrices of halves from shared memory: lane l passes the address of row l % 8 of matrix l / 8 and
// gets, of each matrix, the two halves 2 * (l % 4) of row l / 4.  PTX ISA, "ldmatrix"; from sm_75.
DEVICE void load_matrices(unsigned (&words)[4], const void* row) {
    asm volatile("ldmatrix.sync.aligned.m8n8.x4.shared.b16 {%0,%1,%2,%3}, [%4];"
                 : "=r"(words[0]), "=r"(words[1]), "=r"(words[2]), "=r"(words[3])
                 : "r"(shared_address(row))
                 : "memory");
}

// Copies 16 bytes into shared memory while the thread goes on; zeros, without a look at `from`, where not
// `valid`. Copies belong to the group that commit_copies closes; wait_for_copies returns when all groups but
// the last kPending have arrived.  PTX ISA, "cp.async"; from sm_80.
DEVICE void copy_async(void* to, const void* from, bool valid) {
    asm volatile("cp.async.cg.shared.global [%0], [%1], 16, %2;"
                 :
                 : "r"(shared_address(to)), "l"(from), "r"(valid ? 16 : 0)
                 : "memory");
}
DEVICE void commit_copies() {
    asm volatile("cp.async.commit_group;" ::: "memory");
}
template <int kPending>
DEVICE void wait_for_copies() {
    asm volatile("cp.async.wait_group %0;" ::"n"(kPending) : "memory");
}

// c [16,8] += a [16,16] * b [16,8]: halves in, floats out, spread over a warp's lanes as in the PTX ISA under
// "mma.m16n8k16".  Turing (sm_75) has the half of it, m16n8k8; the registers are the same.
template <int kComputeOfMma>
DEVICE void multiply_add(float (&c)[4], const unsigned (&a)[4], const unsigned (&b)[2]) {
    if constexpr (kComputeOfMma >= 80) {
        asm("mma.sync.aligned.m16n8k16.row.col.f32.f16.f16.f32 {%0,%1,%2,%3}, {%4,%5,%6,%7}, {%8,%9}, "
            "{%0,%1,%2,%3};"
            : "+f"(c[0]), "+f"(c[1]), "+f"(c[2]), "+f"(c[3])
            : "r"(a[0]), "r"(a[1]), "r"(a[2]), "r"(a[3]), "r"(b[0]), "r"(b[1]));
    } else {
        UNROLL for (int k = 0; k < 2; ++k) asm(
            "mma.sync.aligned.m16n8k8.row.col.f32.f16.f16.f32 {%0,%1,%2,%3}, {%4,%5}, {%6}, {%0,%1,%2,%3};" :
            "+f"(c[0]), "+f"(c[1]), "+f"(c[2]), "+f"(c[3]) : "r"(a[2 * k]), "r"(a[2 * k + 1]), "r"(b[k]));
    }
}

#endif
