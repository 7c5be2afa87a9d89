// Attention over the real frames of a disc: a block a disc, a warp a score, then 8 channels a thread.
#include "kernels/gpu/channels.cuh"
#include "kernels/gpu/sum_over_threads.cuh"

// Scores of the frames, by one lane each; shared, [real].
template <class Value>
DEVICE void score_frames(const AttentionArgs<Value>& a, const Value* hidden, float* scores) {
    const int lane = threadIdx.x % kLanes;
    for (int frame = threadIdx.x / kLanes; frame < a.rows.real; frame += kAttentionThreads / kLanes) {
        const Value* row = hidden + static_cast<long>(frame) * a.channels;
        float score = 0;
        for (int channel = lane * kChannels; channel < a.channels; channel += kLanes * kChannels) {
            float values[kChannels], weights[kChannels];
            read_channels(values, row + channel);
            read_channels(weights, a.weight + channel);
            UNROLL for (int c = 0; c < kChannels; ++c) score =
                fused_multiply_add(values[c], weights[c], score);
        }
        score = sum_over_warp(score) + a.bias[0];
        if (lane == 0) write_shared(scores + frame, score);
    }
}

template <class Value>
DEVICE void attention(const AttentionArgs<Value>& a) {
    SHARED float scores[kMostFrames];
    const FrameRows& rows = a.rows;
    const int disc = blockIdx.x;
    // The real frames' rows follow each other either way.
    const long first =
        a.by_frame ? static_cast<long>(disc) * rows.frames + rows.first : static_cast<long>(disc) * rows.real;
    score_frames(a, a.hidden + first * a.channels, scores);
    __syncthreads();

    float largest = read_shared(scores);
    for (int frame = 1; frame < rows.real; ++frame) {
        const float score = read_shared(scores + frame);
        largest = score > largest ? score : largest;
    }
    float sum = 0;
    for (int frame = 0; frame < rows.real; ++frame) sum += exp_of(read_shared(scores + frame) - largest);

    for (int frame = threadIdx.x; frame < rows.real; frame += kAttentionThreads) {
        const float share = exp_of(read_shared(scores + frame) - largest) / sum;
        write_value(a.shares + static_cast<long>(disc) * rows.real + frame, share);
    }
    for (int channel = threadIdx.x * kChannels; channel < a.channels;
         channel += kAttentionThreads * kChannels) {
        float results[kChannels] = {};
        const Value* features = a.features + first * a.channels + channel;
        for (int frame = 0; frame < rows.real; ++frame, features += a.channels) {
            float values[kChannels];
            read_channels(values, features);
            const float weight = exp_of(read_shared(scores + frame) - largest) / sum;
            UNROLL for (int c = 0; c < kChannels; ++c) results[c] =
                fused_multiply_add(values[c], weight, results[c]);
        }
        write_channels(a.output + static_cast<long>(disc) * a.channels + channel, results);
    }
}

KERNEL(kAttentionThreads, 1) attention_f32(AttentionArgs<float> args) {
    attention(args);
}
KERNEL(kAttentionThreads, 1) attention_f16(AttentionArgs<Half> args) {
    attention(args);
}
