// mish(x) + sigmoid(x) + tanh(x), then layer norm: a block a row, statistics in float32.
#include "kernels/gpu/channels.cuh"
#include "kernels/gpu/sum_over_threads.cuh"

// Calls visit(channel, values) for each chunk of the thread's channels.
template <class Value, class Visit>
DEVICE void for_own_channels(const Value* row, int channels, Visit visit) {
    for (int channel = threadIdx.x * kChannels; channel < channels; channel += kLstmNormThreads * kChannels) {
        float values[kChannels];
        read_channels(values, row + channel);
        UNROLL for (int c = 0; c < kChannels; ++c) values[c] =
            mish_of(values[c]) + sigmoid_of(values[c]) + tanh_of(values[c]);
        visit(channel, values);
    }
}

// Three passes over a row that lies in the cache: mean, then variance about it, then the result.
template <class Value>
DEVICE void lstm_norm(const LstmNormArgs<Value>& a) {
    constexpr float kEpsilon = 1e-5f;
    SHARED float sums[kLstmNormThreads / kLanes];
    const Value* row = a.input + static_cast<long>(blockIdx.x) * a.channels;
    Value* output = a.output + static_cast<long>(blockIdx.x) * a.channels;
    const auto count = static_cast<float>(a.channels);

    float sum = 0;
    for_own_channels(row, a.channels, [&](int, const float(&values)[kChannels]) {
        UNROLL for (int c = 0; c < kChannels; ++c) sum += values[c];
    });
    const float mean = sum_over_block<kLstmNormThreads>(sum, sums) / count;
    float squares = 0;
    for_own_channels(row, a.channels, [&](int, const float(&values)[kChannels]) {
        UNROLL for (int c = 0; c < kChannels; ++c) squares += (values[c] - mean) * (values[c] - mean);
    });
    const float variance = sum_over_block<kLstmNormThreads>(squares, sums) / count;
    const float factor = 1.f / square_root(variance + kEpsilon);
    for_own_channels(row, a.channels, [&](int channel, const float(&values)[kChannels]) {
        float weights[kChannels], results[kChannels];
        read_channels(weights, a.weight + channel);
        read_channels(results, a.bias + channel);
        UNROLL for (int c = 0; c < kChannels; ++c) results[c] =
            fused_multiply_add((values[c] - mean) * factor, weights[c], results[c]);
        write_channels(output + channel, results);
    });
}

KERNEL(kLstmNormThreads, 1) lstm_norm_f32(LstmNormArgs<float> args) {
    lstm_norm(args);
}
KERNEL(kLstmNormThreads, 1) lstm_norm_f16(LstmNormArgs<Half> args) {
    lstm_norm(args);
}
