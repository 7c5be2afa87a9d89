#include "models/hgnetv2_blocks.h"

#include <cstdint>
#include <vector>

namespace lumbar {
namespace {

namespace nn = torch::nn;

// Where timm pads by hand: one row and column at the far edges, so that a kernel of 2 keeps the size.
torch::Tensor pad_far_edges(const torch::Tensor& x) {
    return torch::constant_pad_nd(x, {0, 1, 0, 1}, 0);
}

int padding_of(const ConvOptions& options) {
    return options.kernel % 2 == 1 ? (options.kernel - 1) / 2 : 0;
}

nn::Conv2dOptions conv_options(int in, int out, const ConvOptions& options) {
    return nn::Conv2dOptions(in, out, options.kernel)
        .stride(options.stride)
        .padding(padding_of(options))
        .groups(options.groups)
        .bias(false);
}

}  // namespace

AffineImpl::AffineImpl()
    : scale_(register_parameter("scale", torch::ones(1))),
      bias_(register_parameter("bias", torch::zeros(1))) {}

torch::Tensor AffineImpl::forward(torch::Tensor x) {
    return torch::GradMode::is_enabled() ? scale_ * x + bias_ : x.mul_(scale_).add_(bias_);
}

ConvBnActImpl::ConvBnActImpl(int in, int out, const ConvOptions& options)
    : options_(options),
      conv_(register_module("conv", nn::Conv2d(conv_options(in, out, options)))),
      bn_(register_module("bn", nn::BatchNorm2d(out))) {
    if (options.activation && options.affine) lab_ = register_module("lab", Affine());
}

torch::Tensor ConvBnActImpl::forward(torch::Tensor x) {
    if (fused_) {
        x = fused_->forward(x);
    } else {
        x = bn_->forward(conv_->forward(x));
        if (options_.activation) x = x.relu_();
    }
    return lab_ ? lab_->forward(x) : x;
}

void ConvBnActImpl::fuse(const ComputeOptions& compute) {
    fused_.emplace(*conv_, *bn_,
                   FusedConvOptions{.stride = options_.stride,
                                    .padding = padding_of(options_),
                                    .groups = options_.groups,
                                    .relu = options_.activation},
                   compute);
    if (lab_) lab_->to(compute.precision);  // of one type with what it scales: mixed types are slow
    unregister_module("conv");
    unregister_module("bn");
    conv_ = nullptr;
    bn_ = nullptr;
}

LightConvImpl::LightConvImpl(int in, int out, int kernel, bool affine)
    : conv1_(register_module(
          "conv1", ConvBnAct(in, out, ConvOptions{.kernel = 1, .activation = false, .affine = affine}))),
      conv2_(register_module(
          "conv2", ConvBnAct(out, out, ConvOptions{.kernel = kernel, .groups = out, .affine = affine}))) {}

torch::Tensor LightConvImpl::forward(torch::Tensor x) {
    return conv2_->forward(conv1_->forward(x));
}

HgStemImpl::HgStemImpl(const HgNetV2Config& config)
    : pool_(register_module("pool", nn::MaxPool2d(nn::MaxPool2dOptions(2).stride(1).ceil_mode(true)))) {
    const int mid = config.stem_mid;
    const auto conv = [&](const char* name, int in, int out, int kernel, int stride) {
        return register_module(
            name,
            ConvBnAct(in, out, ConvOptions{.kernel = kernel, .stride = stride, .affine = config.affine}));
    };
    stem1_ = conv("stem1", config.in_channels, mid, 3, 2);
    stem2a_ = conv("stem2a", mid, mid / 2, 2, 1);
    stem2b_ = conv("stem2b", mid / 2, mid, 2, 1);
    stem3_ = conv("stem3", mid * 2, mid, 3, 2);
    stem4_ = conv("stem4", mid, config.stem_out, 1, 1);
}

torch::Tensor HgStemImpl::forward(torch::Tensor x) {
    x = pad_far_edges(stem1_->forward(x));
    const auto convolved = stem2b_->forward(pad_far_edges(stem2a_->forward(x)));
    return stem4_->forward(stem3_->forward(torch::cat({pool_->forward(x), convolved}, 1)));
}

torch::Tensor drop_path(const torch::Tensor& x, double chance, bool training) {
    if (!training || chance == 0) return x;
    const double kept = 1 - chance;
    std::vector<std::int64_t> shape(static_cast<std::size_t>(x.dim()), 1);
    shape[0] = x.size(0);
    return x * torch::empty(shape, x.options()).bernoulli_(kept).div_(kept);  // [N,1,1,1]
}

HgBlockImpl::HgBlockImpl(const HgStageConfig& stage, const HgBlockOptions& options)
    : options_(options),
      layers_(register_module("layers", nn::ModuleList())),
      aggregation_(register_module("aggregation", nn::Sequential())),
      light_(stage.light) {
    const bool affine = options.affine;
    const int in = options.is_first ? stage.in : stage.out;
    for (int i = 0; i < stage.layers; ++i) {
        const int from = i == 0 ? in : stage.mid;
        if (light_) {
            layers_->push_back(LightConv(from, stage.mid, stage.kernel, affine));
        } else {
            layers_->push_back(
                ConvBnAct(from, stage.mid, ConvOptions{.kernel = stage.kernel, .affine = affine}));
        }
    }
    const int joined = in + stage.layers * stage.mid;
    aggregation_->push_back(ConvBnAct(joined, stage.out / 2, ConvOptions{.affine = affine}));
    aggregation_->push_back(ConvBnAct(stage.out / 2, stage.out, ConvOptions{.affine = affine}));
}

torch::Tensor HgBlockImpl::forward(torch::Tensor x) {
    std::vector<torch::Tensor> outputs{x};
    for (const auto& layer : *layers_) {
        outputs.push_back(light_ ? layer->as<LightConvImpl>()->forward(outputs.back())
                                 : layer->as<ConvBnActImpl>()->forward(outputs.back()));
    }
    auto aggregated = aggregation_->forward(torch::cat(outputs, 1));
    if (options_.is_first) return aggregated;
    auto kept = drop_path(aggregated, options_.drop_path, is_training());
    return torch::GradMode::is_enabled() ? kept + x : kept.add_(x);
}

HgStageImpl::HgStageImpl(const HgStageConfig& stage, bool affine, const std::vector<double>& drop_path)
    : blocks_(register_module("blocks", nn::Sequential())) {
    if (stage.downsample) {
        const ConvOptions halve{
            .kernel = 3, .stride = 2, .groups = stage.in, .activation = false, .affine = affine};
        downsample_ = register_module("downsample", ConvBnAct(stage.in, stage.in, halve));
    }
    for (std::size_t i = 0; i < drop_path.size(); ++i) {
        blocks_->push_back(
            HgBlock(stage, HgBlockOptions{.is_first = i == 0, .affine = affine, .drop_path = drop_path[i]}));
    }
}

torch::Tensor HgStageImpl::forward(torch::Tensor x) {
    return blocks_->forward(downsample_ ? downsample_->forward(x) : x);
}

HgHeadImpl::HgHeadImpl(int in, const HgNetV2Config& config)
    : last_conv_(register_module("last_conv", nn::Sequential())),
      dropout_(register_module("dropout", nn::Dropout(config.dropout))) {
    last_conv_->push_back(nn::Conv2d(nn::Conv2dOptions(in, config.head_width, 1).bias(false)));
    last_conv_->push_back(nn::ReLU());
    if (config.affine) last_conv_->push_back(Affine());
}

torch::Tensor HgHeadImpl::forward(torch::Tensor x) {
    const auto sum_type = c10::promoteTypes(x.scalar_type(), torch::kFloat32);
    x = x.mean({2, 3}, /*keepdim=*/true, sum_type);               // [N,in,1,1]
    return dropout_->forward(last_conv_->forward(x).flatten(1));  // [N,head_width]
}

}  // namespace lumbar
