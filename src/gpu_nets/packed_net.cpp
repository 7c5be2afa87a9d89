#include "gpu_nets/packed_net.h"

#include <span>

#include "gpu_nets/packed_bytes.h"

namespace lumbar::gpu {
namespace {

constexpr int kChannelMultiple = 8;

int padded(int channels) {
    return (channels + kChannelMultiple - 1) / kChannelMultiple * kChannelMultiple;
}

std::size_t size(int count) {
    return static_cast<std::size_t>(count);
}

// [out,in,K,K] -> [out,K,K,in]
std::vector<float> channels_last(const std::vector<float>& weight, int out, int in, int taps) {
    std::vector<float> result(weight.size());
    for (int o = 0; o < out; ++o) {
        for (int i = 0; i < in; ++i) {
            for (int tap = 0; tap < taps; ++tap) {
                result[(size(o) * size(taps) + size(tap)) * size(in) + size(i)] =
                    weight[(size(o) * size(in) + size(i)) * size(taps) + size(tap)];
            }
        }
    }
    return result;
}

// [C,K,K] -> [K,K,padded C]
std::vector<float> taps_first(const std::vector<float>& weight, int channels, int taps) {
    std::vector<float> result(size(taps) * size(padded(channels)));
    for (int channel = 0; channel < channels; ++channel) {
        for (int tap = 0; tap < taps; ++tap) {
            result[size(tap) * size(padded(channels)) + size(channel)] =
                weight[size(channel) * size(taps) + size(tap)];
        }
    }
    return result;
}

struct ConvKind {
    int size = 1, stride = 1;
    bool has_activation = true;
};

class Packer {
  public:
    Packer(const NetDescription& net, PackedFormat format, WeightSource& weights)
        : net_(net), weights_(weights), bytes_(format) {
        packed_.format = format;
        packed_.features = net.backbone.head_width;
    }

    PackedNet pack() {
        pack_stem();
        pack_stages();
        const int width = packed_.features;
        const int last = net_.backbone.stages.back().out;
        packed_.backbone.head = linear("backbone.head.last_conv.0", last, width, {},
                                       epilogue(kRelu, "backbone.head.last_conv.2"));
        const std::size_t heads = net_.head_outputs.size();
        for (std::size_t i = 0; i < heads; ++i) {
            packed_.heads.push_back(head(heads == 1 ? "" : std::to_string(i + 1), net_.head_outputs[i]));
        }
        packed_.bytes = std::make_shared<const std::vector<std::byte>>(bytes_.take());
        return std::move(packed_);
    }

  private:
    Epilogue epilogue(Activation activation, const std::string& affine) {
        Epilogue result{activation};
        if (activation == kNoActivation || !net_.backbone.affine) return result;
        result.scale = weights_.tensor(affine + ".scale", 1).front();
        result.shift = weights_.tensor(affine + ".bias", 1).front();
        return result;
    }

    PackedConv conv(const std::string& name, int in, int out, const ConvKind& kind) {
        const FoldedConv folded = weights_.conv(name, {out, in, kind.size});
        PackedConv result;
        result.in = padded(in), result.out = padded(out);
        result.size = kind.size, result.stride = kind.stride;
        // Kernels of 2 are padded at the far edges alone.
        result.padding = kind.size % 2 == 1 ? kind.size / 2 : 0;
        const int taps = kind.size * kind.size;
        result.weight = bytes_.add_rows(channels_last(folded.weight, out, in, taps), size(out), size(taps),
                                        size(result.out), size(result.in));
        result.bias = bytes_.add_floats(folded.bias, size(result.out));
        result.epilogue = epilogue(kind.has_activation ? kRelu : kNoActivation, name + ".lab");
        return result;
    }

    PackedDepthwise depthwise(const std::string& name, int channels, const ConvKind& kind) {
        const FoldedConv folded = weights_.conv(name, {channels, 1, kind.size});
        PackedDepthwise result;
        result.channels = padded(channels), result.size = kind.size, result.stride = kind.stride;
        const auto weight = taps_first(folded.weight, channels, kind.size * kind.size);
        result.weight = bytes_.add_floats(weight, weight.size());
        result.bias = bytes_.add_floats(folded.bias, size(result.channels));
        result.epilogue = epilogue(kind.has_activation ? kRelu : kNoActivation, name + ".lab");
        return result;
    }

    // NAME.weight [out,in]; without a bias of its own where `bias` is empty: then zeros.
    PackedConv linear(const std::string& name, int in, int out, const std::string& bias,
                      const Epilogue& after) {
        return product(weights_.tensor(name + ".weight", size(in) * size(out)),
                       bias.empty() ? std::vector<float>() : weights_.tensor(bias, size(out)), in, out,
                       after);
    }

    // Several products of the same shape lie one after the other in `weight`; they share the bias.
    PackedConv product(const std::vector<float>& weight, const std::vector<float>& bias, int in, int out,
                       const Epilogue& after) {
        PackedConv result;
        result.in = in, result.out = out;
        const std::size_t rows = weight.size() / size(in);
        result.weight = bytes_.add_rows(weight, rows, 1, rows, size(in));
        result.bias = bytes_.add_floats(bias, size(out));
        result.epilogue = after;
        return result;
    }

    void pack_stem() {
        const HgNetV2Config& net = net_.backbone;
        PackedBackbone& backbone = packed_.backbone;
        const int mid = net.stem_mid;
        const FoldedConv first = weights_.conv("backbone.stem.stem1", {mid, 1, 3});
        backbone.stem1.out = padded(mid);
        const auto weight = taps_first(first.weight, mid, 9);
        backbone.stem1.weight = bytes_.add_floats(weight, weight.size());
        backbone.stem1.bias = bytes_.add_floats(first.bias, size(backbone.stem1.out));
        backbone.stem1.epilogue = epilogue(kRelu, "backbone.stem.stem1.lab");
        backbone.stem2a = conv("backbone.stem.stem2a", mid, mid / 2, {.size = 2});
        backbone.stem2b = conv("backbone.stem.stem2b", mid / 2, mid, {.size = 2});
        backbone.stem3 = conv("backbone.stem.stem3", mid * 2, mid, {.size = 3, .stride = 2});
        backbone.stem4 = conv("backbone.stem.stem4", mid, net.stem_out, {});
    }

    void pack_stages() {
        for (std::size_t i = 0; i < net_.backbone.stages.size(); ++i) {
            const HgStageConfig& stage = net_.backbone.stages[i];
            const std::string name = "backbone.stages." + std::to_string(i);
            PackedStage packed;
            if (stage.downsample) {
                packed.downsample = depthwise(name + ".downsample", stage.in,
                                              {.size = 3, .stride = 2, .has_activation = false});
            }
            for (int block = 0; block < stage.blocks; ++block) {
                packed.blocks.push_back(
                    pack_block(name + ".blocks." + std::to_string(block), stage, block == 0));
            }
            packed_.backbone.stages.push_back(std::move(packed));
        }
    }

    PackedBlock pack_block(const std::string& name, const HgStageConfig& stage, bool is_first) {
        PackedBlock block{.in = is_first ? stage.in : stage.out,
                          .mid = stage.mid,
                          .out = stage.out,
                          .has_residual = !is_first,
                          .layers = {},
                          .squeeze = {},
                          .widen = {}};
        for (int i = 0; i < stage.layers; ++i) {
            const std::string layer = name + ".layers." + std::to_string(i);
            const int in = i == 0 ? block.in : block.mid;
            if (stage.light) {
                block.layers.push_back({conv(layer + ".conv1", in, block.mid, {.has_activation = false}),
                                        depthwise(layer + ".conv2", block.mid, {.size = stage.kernel})});
            } else {
                block.layers.push_back({conv(layer, in, block.mid, {.size = stage.kernel}), {}});
            }
        }
        block.squeeze = conv(name + ".aggregation.0", block.joined(), stage.out / 2, {});
        block.widen = conv(name + ".aggregation.1", stage.out / 2, stage.out, {});
        return block;
    }

    PackedLstm lstm(const std::string& name) {
        const int width = packed_.features, hidden = width / 2, gates = 4 * hidden;
        std::vector<float> input, bias, recurrent;
        for (const char* direction : {"", "_reverse"}) {
            const auto append = [&](std::vector<float>& to, const std::string& what, std::size_t count) {
                const auto values = weights_.tensor(name + ".rnn." + what + "_l0" + direction, count);
                to.insert(to.end(), values.begin(), values.end());
            };
            append(input, "weight_ih", size(gates) * size(width));
            append(recurrent, "weight_hh", size(gates) * size(hidden));
            append(bias, "bias_ih", size(gates));
            const auto more = weights_.tensor(name + ".rnn.bias_hh_l0" + direction, size(gates));
            for (std::size_t i = 0; i < more.size(); ++i) bias[bias.size() - more.size() + i] += more[i];
        }
        PackedLstm result;
        result.hidden = hidden;
        result.from_input = product(input, bias, width, 2 * gates, {});
        result.from_hidden = product(recurrent, {}, hidden, gates, {});
        result.norm_weight = floats(name + ".layer_norm.weight", size(width));
        result.norm_bias = floats(name + ".layer_norm.bias", size(width));
        return result;
    }

    PackedHead head(const std::string& number, int outputs) {
        const int width = packed_.features;
        const std::string attn = "attn" + number, fc = "fc" + number;
        PackedHead result;
        if (net_.has_lstm) result.lstm = lstm(attn);
        result.attention =
            linear(attn + ".attn.0", width, width, attn + ".attn.0.bias", {.activation = kTanh});
        result.score_weight = floats(attn + ".attn.3.weight", size(width));
        result.score_bias = floats(attn + ".attn.3.bias", 1);
        result.last_weight = floats(fc + ".weight", size(outputs) * size(width));
        result.last_bias = floats(fc + ".bias", size(outputs));
        result.outputs = outputs;
        result.last_activation = net_.last_activation;
        return result;
    }

    std::size_t floats(const std::string& name, std::size_t count) {
        return bytes_.add_floats(weights_.tensor(name, count), count);
    }

    const NetDescription& net_;
    WeightSource& weights_;
    PackedBytes bytes_;
    PackedNet packed_;
};

}  // namespace

std::size_t bytes_of(PackedFormat format) {
    return format == PackedFormat::float32 ? 4 : 2;
}

std::string reason_not_to_pack(const NetDescription& net) {
    const int multiple = net.has_lstm ? 2 * kChannelMultiple : kChannelMultiple;
    if (net.backbone.head_width % multiple != 0) {
        return "its " + std::to_string(net.backbone.head_width) + " features are no multiple of " +
               std::to_string(multiple);
    }
    if (net.backbone.in_channels != 1) return "its images have more than one channel";
    for (const HgStageConfig& stage : net.backbone.stages) {
        for (const int channels : {net.backbone.stem_mid, stage.in, stage.mid, stage.out}) {
            if (channels % kChannelMultiple == 0) continue;
            return "its layers of " + std::to_string(channels) + " channels are no multiple of " +
                   std::to_string(kChannelMultiple);
        }
    }
    return "";
}

PackedNet pack_net(const NetDescription& net, PackedFormat format, WeightSource& weights) {
    return Packer(net, format, weights).pack();
}

}  // namespace lumbar::gpu
