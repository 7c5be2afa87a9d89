// What a warp's 32 lanes do together, once all have arrived: products of matrices, loads of matrices,
// exchanges.
#pragma once

namespace lumbar::fibers {

// What one lane brings: operands, and where the result goes.
struct WarpCall {
    void (*perform)(const WarpCall* lanes) = nullptr;
    const void *first = nullptr, *second = nullptr;
    void* result = nullptr;
};

// PTX ISA, "ldmatrix", x4, m8n8: first: the address of a row; result: four words.
void perform_load_matrices(const WarpCall* lanes);
// PTX ISA, "mma.m16n8k16", halves: first: a, four words; second: b, two words; result: c, four floats.
void perform_multiply_add(const WarpCall* lanes);
// PTX ISA, "shfl.bfly": first: a float; second: the mask, an int; result: a float.
void perform_shuffle_xor(const WarpCall* lanes);

}  // namespace lumbar::fibers
