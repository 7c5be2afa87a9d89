#include "gpu_nets/emit_head.h"

namespace lumbar::gpu {
namespace {

std::size_t size(int count) {
    return static_cast<std::size_t>(count);
}

template <class Value>
class HeadEmitter {
  public:
    HeadEmitter(Emitter<Value>& emitter, const PackedHead& head, int width, const FrameRows& rows)
        : emitter_(emitter), scratch_(emitter.scratch()), head_(head), width_(width), rows_(rows) {}

    HeadOutput emit(Address features) {
        Address frames = features;
        if (head_.lstm) frames = emit_lstm(*head_.lstm, features);
        const Address shares = take_floats(rows_.discs, rows_.real);
        const Address pooled = emit_attention(frames, shares);
        if (head_.lstm) scratch_.give_back(frames);
        const Address outputs = scratch_.take(size(rows_.discs) * size(head_.outputs) * sizeof(float));
        LinearArgs args{};
        args.input = pooled, args.weight = emitter_.weight(head_.last_weight);
        args.bias = emitter_.weight(head_.last_bias), args.output = outputs;
        args.rows = rows_.discs, args.in = width_, args.out = head_.outputs;
        args.activation = head_.last_activation;
        emitter_.launch(linear_launch(args), args);
        scratch_.give_back(pooled);
        return {outputs, shares};
    }

  private:
    // The LSTM reads all frames that the net takes, padding too; without one there are real frames alone.
    int computed_rows() const {
        const bool has_padding = head_.lstm && rows_.real < rows_.frames;
        return rows_.discs * rows_.real + (has_padding ? 1 : 0);
    }
    int all_rows() const { return rows_.discs * rows_.frames; }
    Address take_values(int rows, int columns) {
        return scratch_.take(size(rows) * size(columns) * sizeof(Value));
    }
    Address take_floats(int rows, int columns) {
        return scratch_.take(size(rows) * size(columns) * sizeof(float));
    }

    // -> [discs,frames,C]: the states of both directions, through their activation and norm.
    Address emit_lstm(const PackedLstm& lstm, Address features) {
        const Address states = take_values(all_rows(), width_);
        emit_steps(lstm, features, states);
        const Address normed = take_values(all_rows(), width_);
        LstmNormArgs<Value> args{};
        args.input = states, args.output = normed;
        args.weight = emitter_.weight(lstm.norm_weight), args.bias = emitter_.weight(lstm.norm_bias);
        args.rows = all_rows(), args.channels = width_;
        emitter_.launch(lstm_norm_launch(args), args);
        scratch_.give_back(states);
        return normed;
    }

    // Both directions at once; what the input adds to the gates is computed for all frames beforehand.
    void emit_steps(const PackedLstm& lstm, Address features, Address states) {
        constexpr int kDirections = 2, kGates = 4;
        const int cells = kDirections * rows_.discs;
        const Address from_input = take_floats(computed_rows(), kDirections * kGates * lstm.hidden);
        emitter_.linear(lstm.from_input, features, computed_rows(), {.floats = from_input});
        const Address from_hidden = take_floats(cells, kGates * lstm.hidden);
        const Address cell = take_floats(cells, lstm.hidden), hidden = take_values(cells, lstm.hidden);
        for (int step = 0; step < rows_.frames; ++step) {
            if (step > 0) {
                emitter_.linear(lstm.from_hidden, hidden, rows_.discs, {.floats = from_hidden}, kDirections);
            }
            LstmCellArgs<Value> args{};
            args.from_input = from_input, args.from_hidden = from_hidden;
            args.cell = cell, args.hidden = hidden, args.output = states;
            args.rows = rows_, args.hidden_size = lstm.hidden, args.step = step;
            emitter_.launch(lstm_cell_launch(args), args);
        }
        for (const Address part : {from_input, from_hidden, cell, hidden}) scratch_.give_back(part);
    }

    // -> float32 [discs,C]
    Address emit_attention(Address frames, Address shares) {
        const int rows = head_.lstm ? all_rows() : computed_rows();
        const Address hidden = take_values(rows, width_);
        emitter_.linear(head_.attention, frames, rows, {.values = hidden});
        const Address pooled = take_floats(rows_.discs, width_);
        AttentionArgs<Value> args{};
        args.hidden = hidden, args.features = frames, args.output = pooled;
        args.shares = shares;
        args.weight = emitter_.weight(head_.score_weight), args.bias = emitter_.weight(head_.score_bias);
        args.rows = rows_, args.channels = width_, args.by_frame = head_.lstm ? 1 : 0;
        emitter_.launch(attention_launch(args), args);
        scratch_.give_back(hidden);
        return pooled;
    }

    Emitter<Value>& emitter_;
    Scratch& scratch_;
    const PackedHead& head_;
    int width_;
    const FrameRows rows_;
};

}  // namespace

template <class Value>
HeadOutput emit_head(Emitter<Value>& emitter, const PackedHead& head, Address features, int width,
                     const FrameRows& rows) {
    return HeadEmitter<Value>(emitter, head, width, rows).emit(features);
}

template HeadOutput emit_head(Emitter<float>&, const PackedHead&, Address, int, const FrameRows&);
template HeadOutput emit_head(Emitter<Half>&, const PackedHead&, Address, int, const FrameRows&);

}  // namespace lumbar::gpu
