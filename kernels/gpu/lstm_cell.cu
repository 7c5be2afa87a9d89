// One step of a bidirectional LSTM: a thread computes one hidden value of one disc and direction.
#include "kernels/gpu/channels.cuh"
#include "kernels/gpu/frame_rows.cuh"

template <class Value>
DEVICE void lstm_cell(const LstmCellArgs<Value>& a) {
    const int hidden = a.hidden_size, index = blockIdx.x * kLstmCellThreads + threadIdx.x;
    if (index >= 2 * a.rows.discs * hidden) return;
    const int unit = index % hidden, disc = index / hidden % a.rows.discs,
              direction = index / hidden / a.rows.discs;
    const int frame = direction == 0 ? a.step : a.rows.frames - 1 - a.step;

    // Gates i, f, g, o: PyTorch's torch.nn.LSTM.
    const long row = row_of_frame(a.rows, disc, frame);
    const float* from_input = a.from_input + (row * 2 + direction) * 4 * hidden + unit;
    const float* from_hidden =
        a.from_hidden + (static_cast<long>(direction) * a.rows.discs + disc) * 4 * hidden + unit;
    float gates[4];
    UNROLL for (int g = 0; g < 4; ++g) gates[g] =
        from_input[g * hidden] + (a.step == 0 ? 0 : from_hidden[g * hidden]);
    const float kept = a.step == 0 ? 0 : sigmoid_of(gates[1]) * a.cell[index];
    const float cell = kept + sigmoid_of(gates[0]) * tanh_of(gates[2]);
    const float value = sigmoid_of(gates[3]) * tanh_of(cell);
    a.cell[index] = cell;
    write_value(a.hidden + index, value);
    write_value(
        a.output + ((static_cast<long>(disc) * a.rows.frames + frame) * 2 + direction) * hidden + unit,
        value);
}

KERNEL(kLstmCellThreads, 1) lstm_cell_f32(LstmCellArgs<float> args) {
    lstm_cell(args);
}
KERNEL(kLstmCellThreads, 1) lstm_cell_f16(LstmCellArgs<Half> args) {
    lstm_cell(args);
}
