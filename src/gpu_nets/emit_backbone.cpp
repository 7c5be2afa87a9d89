#include "gpu_nets/emit_backbone.h"

namespace lumbar::gpu {
namespace {

int halved(int extent) {
    return (extent + 1) / 2;
}

// A block's input and what each of its layers gives lie side by side in `joined`, so that joining them copies
// nothing. Whoever computes the input writes it into the first channels.
template <class Value>
class BackboneEmitter {
  public:
    BackboneEmitter(Emitter<Value>& emitter, const PackedBackbone& net) : emitter_(emitter), net_(net) {}

    void emit(const Images& images, Address features) {
        Images joined = emit_stem(images);
        for (std::size_t stage = 0; stage < net_.stages.size(); ++stage) {
            const Images output = emit_blocks(net_.stages[stage], joined);
            if (stage + 1 == net_.stages.size()) {
                emit_head(output, features);
            } else {
                joined = emit_downsampling(net_.stages[stage + 1], output);
            }
            emitter_.give_back(output);
        }
    }

  private:
    Images take_joined(const PackedBlock& block, int count, int height, int width) {
        return emitter_.take_images(count, height, width, block.joined());
    }
    static Images input_of(const PackedBlock& block, const Images& joined) {
        return Emitter<Value>::slice(joined, 0, block.in);
    }

    Images emit_stem(const Images& images) {
        const int count = images.count, height = halved(images.height), width = halved(images.width);
        const int mid = net_.stem1.out;
        const Images first = emitter_.take_images(count, height, width, mid);
        emitter_.stem(net_.stem1, images, first);
        const Images both = emitter_.take_images(count, height, width, 2 * mid);
        emitter_.max_pool(first, Emitter<Value>::slice(both, 0, mid));
        const Images narrow = emitter_.take_images(count, height, width, net_.stem2a.out);
        emitter_.conv(net_.stem2a, first, narrow);
        emitter_.give_back(first);
        emitter_.conv(net_.stem2b, narrow, Emitter<Value>::slice(both, mid, mid));
        emitter_.give_back(narrow);
        const Images third = emitter_.take_images(count, halved(height), halved(width), net_.stem3.out);
        emitter_.conv(net_.stem3, both, third);
        emitter_.give_back(both);
        const PackedBlock& block = net_.stages.front().blocks.front();
        const Images joined = take_joined(block, count, third.height, third.width);
        emitter_.conv(net_.stem4, third, input_of(block, joined));
        emitter_.give_back(third);
        return joined;
    }

    // Gives `joined` of the stage's first block back -> the last one's output.
    Images emit_blocks(const PackedStage& stage, Images joined) {
        for (std::size_t i = 0;; ++i) {
            const PackedBlock& block = stage.blocks[i];
            emit_layers(block, joined);
            const Images squeezed =
                emitter_.take_images(joined.count, joined.height, joined.width, block.squeeze.out);
            emitter_.conv(block.squeeze, joined, squeezed);
            const bool is_last = i + 1 == stage.blocks.size();
            const Images next =
                is_last ? emitter_.take_images(joined.count, joined.height, joined.width, block.out)
                        : take_joined(stage.blocks[i + 1], joined.count, joined.height, joined.width);
            const Images input = input_of(block, joined);
            emitter_.conv(block.widen, squeezed, Emitter<Value>::slice(next, 0, block.out),
                          block.has_residual ? &input : nullptr);
            emitter_.give_back(squeezed);
            emitter_.give_back(joined);
            if (is_last) return next;
            joined = next;
        }
    }

    void emit_layers(const PackedBlock& block, const Images& joined) {
        Images from = input_of(block, joined);
        for (std::size_t i = 0; i < block.layers.size(); ++i) {
            const PackedLayer& layer = block.layers[i];
            const Images to =
                Emitter<Value>::slice(joined, block.in + static_cast<int>(i) * block.mid, block.mid);
            if (layer.depthwise) {
                const Images between = emitter_.take_images(from.count, from.height, from.width, block.mid);
                emitter_.conv(layer.conv, from, between);
                emitter_.depthwise(*layer.depthwise, between, to);
                emitter_.give_back(between);
            } else {
                emitter_.conv(layer.conv, from, to);
            }
            from = to;
        }
    }

    Images emit_downsampling(const PackedStage& stage, const Images& from) {
        const PackedBlock& block = stage.blocks.front();
        const Images joined = take_joined(block, from.count, halved(from.height), halved(from.width));
        emitter_.depthwise(*stage.downsample, from, input_of(block, joined));
        return joined;
    }

    void emit_head(const Images& from, Address features) {
        const Address means = emitter_.scratch().take(
            static_cast<std::size_t>(from.count) * static_cast<std::size_t>(from.channels) * sizeof(Value));
        emitter_.mean(from, means);
        emitter_.linear(net_.head, means, from.count, {.values = features});
        emitter_.scratch().give_back(means);
    }

    Emitter<Value>& emitter_;
    const PackedBackbone& net_;
};

}  // namespace

template <class Value>
void emit_backbone(Emitter<Value>& emitter, const PackedBackbone& net, const Images& images,
                   Address features) {
    BackboneEmitter<Value>(emitter, net).emit(images, features);
}

template void emit_backbone(Emitter<float>&, const PackedBackbone&, const Images&, Address);
template void emit_backbone(Emitter<Half>&, const PackedBackbone&, const Images&, Address);

}  // namespace lumbar::gpu
