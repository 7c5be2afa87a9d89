#include "gpu_nets/emitter.h"

namespace lumbar::gpu {

template <class Value>
Images Emitter<Value>::take_images(int count, int height, int width, int channels) {
    Images images{0, count, height, width, channels, channels};
    images.address = scratch_.take(images.pixels() * static_cast<std::size_t>(channels) * sizeof(Value));
    return images;
}

template <class Value>
Images Emitter<Value>::slice(const Images& images, int first, int channels) {
    Images part = images;
    part.address += static_cast<Address>(first) * sizeof(Value);
    part.channels = channels;
    return part;
}

template <class Value>
void Emitter<Value>::conv(const PackedConv& conv, const Images& from, const Images& to,
                          const Images* residual) {
    ConvArgs<Value> args{};
    args.input = from.address, args.weight = weight(conv.weight), args.bias = weight(conv.bias);
    args.output = to.address;
    args.images = from.count, args.height = from.height, args.width = from.width, args.in = conv.in;
    args.out_height = to.height, args.out_width = to.width, args.out = conv.out;
    args.size = conv.size, args.stride = conv.stride, args.padding = conv.padding;
    args.activation = conv.epilogue.activation;
    args.scale = conv.epilogue.scale, args.shift = conv.epilogue.shift;
    args.input_step = from.step, args.output_step = to.step;
    if (residual) args.residual = residual->address, args.residual_step = residual->step;
    launch(conv_launch(args, 1, gpu_kind_), args);
}

template <class Value>
void Emitter<Value>::depthwise(const PackedDepthwise& conv, const Images& from, const Images& to) {
    DepthwiseArgs<Value> args{};
    args.input = from.address, args.weight = weight(conv.weight), args.bias = weight(conv.bias);
    args.output = to.address;
    args.images = from.count, args.height = from.height, args.width = from.width;
    args.channels = conv.channels;
    args.out_height = to.height, args.out_width = to.width;
    args.size = conv.size, args.stride = conv.stride, args.activation = conv.epilogue.activation;
    args.scale = conv.epilogue.scale, args.shift = conv.epilogue.shift;
    args.input_step = from.step, args.output_step = to.step;
    launch(depthwise_launch(args), args);
}

template <class Value>
void Emitter<Value>::stem(const PackedStemConv& conv, const Images& from, const Images& to) {
    StemArgs<Value> args{};
    args.input = from.address, args.weight = weight(conv.weight), args.bias = weight(conv.bias);
    args.output = to.address;
    args.images = from.count, args.height = from.height, args.width = from.width;
    args.out_height = to.height, args.out_width = to.width, args.out = conv.out, args.output_step = to.step;
    args.activation = conv.epilogue.activation;
    args.scale = conv.epilogue.scale, args.shift = conv.epilogue.shift;
    launch(stem_launch(args), args);
}

template <class Value>
void Emitter<Value>::max_pool(const Images& from, const Images& to) {
    MaxPoolArgs<Value> args{};
    args.input = from.address, args.output = to.address;
    args.images = from.count, args.height = from.height, args.width = from.width;
    args.channels = from.channels, args.input_step = from.step, args.output_step = to.step;
    launch(max_pool_launch(args), args);
}

template <class Value>
void Emitter<Value>::mean(const Images& from, Address to) {
    MeanArgs<Value> args{};
    args.input = from.address, args.output = to;
    args.images = from.count, args.pixels = from.height * from.width;
    args.channels = from.channels, args.input_step = from.step;
    launch(mean_launch(args), args);
}

template <class Value>
void Emitter<Value>::linear(const PackedConv& product, Address from, int rows, const LinearTarget& to,
                            int batches) {
    ConvArgs<Value> args{};
    args.input = from, args.weight = weight(product.weight), args.bias = weight(product.bias);
    args.output = to.values, args.output_float = to.floats;
    args.images = rows, args.height = args.width = args.out_height = args.out_width = 1;
    args.in = product.in, args.out = product.out, args.size = args.stride = 1;
    args.activation = product.epilogue.activation;
    args.scale = product.epilogue.scale, args.shift = product.epilogue.shift;
    args.input_step = product.in, args.output_step = product.out;
    args.input_batch = rows * product.in, args.output_batch = rows * product.out;
    args.weight_batch = product.in * product.out;
    launch(conv_launch(args, batches, gpu_kind_), args);
}

template class Emitter<float>;
template class Emitter<Half>;

}  // namespace lumbar::gpu
