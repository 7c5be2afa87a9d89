// Brings a convolution's tiles into shared memory, a step of depth after the other, while the block
// multiplies.
#pragma once
#include "kernels/gpu/channels.cuh"
#include "kernels/gpu/conv_reader.cuh"

template <class Value, ConvTile kTile>
DEVICE int count_steps(const ConvArgs<Value>& a) {
    constexpr int kDepth = ConvReader<Value, kTile>::kDepth;
    return (a.size * a.size * a.in + kDepth - 1) / kDepth;
}

// A step's words on their way through registers.
template <class Value, ConvTile kTile>
struct WordsInRegisters {
    using Reader = ConvReader<Value, kTile>;
    Words4 inputs[Reader::kRows], weights[Reader::kColumns];

    DEVICE void read(Reader& reader) {
        UNROLL for (int i = 0; i < Reader::kRows; ++i) inputs[i] =
            reader.input_valid(i) ? read_words(reader.input_word(i)) : Words4{};
        UNROLL for (int i = 0; i < Reader::kColumns; ++i) weights[i] =
            reader.weight_valid(i) ? read_words(reader.weight_word(i)) : Words4{};
        reader.advance();
    }
    DEVICE void store(const Reader& reader, char* stage) const {
        UNROLL for (int i = 0; i < Reader::kRows; ++i) write_shared(reader.input_target(stage, i), inputs[i]);
        UNROLL for (int i = 0; i < Reader::kColumns; ++i)
            write_shared(reader.weight_target(stage, i), weights[i]);
    }
};

// For any GPU: the next step's words are read before the current step's products and stored after them, into
// the other of two stages.
template <class Value, ConvTile kTile, class Product>
DEVICE void pipe_through_registers(ConvReader<Value, kTile>& reader, int steps, char* stages,
                                   Product& product) {
    WordsInRegisters<Value, kTile> words;
    words.read(reader);
    words.store(reader, stages);
    for (int step = 0; step < steps; ++step) {
        __syncthreads();  // the step's words are stored, and the other stage has been read
        if (step + 1 < steps) words.read(reader);
        product.multiply(stages + step % 2 * kTile.stage_bytes());
        if (step + 1 < steps) words.store(reader, stages + (step + 1) % 2 * kTile.stage_bytes());
    }
}

template <class Value, ConvTile kTile>
DEVICE void copy_step(ConvReader<Value, kTile>& reader, char* stage) {
    using Reader = ConvReader<Value, kTile>;
    UNROLL for (int i = 0; i < Reader::kRows; ++i)
        copy_async(reader.input_target(stage, i), reader.input_word(i), reader.input_valid(i));
    UNROLL for (int i = 0; i < Reader::kColumns; ++i)
        copy_async(reader.weight_target(stage, i), reader.weight_word(i), reader.weight_valid(i));
    reader.advance();
}

// By asynchronous copies (sm_80), which run all stages but one ahead.
template <class Value, ConvTile kTile, class Product>
DEVICE void pipe_asynchronously(ConvReader<Value, kTile>& reader, int steps, char* stages, Product& product) {
    constexpr int kStages = kTile.async_stages, kAhead = kStages - 1;
    UNROLL for (int step = 0; step < kAhead; ++step) {
        if (step < steps) copy_step(reader, stages + step * kTile.stage_bytes());
        commit_copies();  // a group a step, maybe an empty one: the waits count groups
    }
    int current = 0, free = kAhead;
    for (int step = 0; step < steps; ++step) {
        wait_for_copies<kAhead - 1>();
        __syncthreads();  // every thread's copies have arrived, and the free stage has been read
        if (step + kAhead < steps) copy_step(reader, stages + free * kTile.stage_bytes());
        commit_copies();
        product.multiply(stages + current * kTile.stage_bytes());
        free = current;
        current = current + 1 == kStages ? 0 : current + 1;
    }
}
