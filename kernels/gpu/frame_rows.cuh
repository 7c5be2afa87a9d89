// Which row of features a net's frame is: arguments.h, FrameRows.
#pragma once
#include "kernels/gpu/cuda_words.cuh"

DEVICE int row_of_frame(const FrameRows& rows, int disc, int frame) {
    const int real = frame - rows.first;
    return real >= 0 && real < rows.real ? disc * rows.real + real : rows.discs * rows.real;
}
