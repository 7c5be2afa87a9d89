// Writes a net's layers as launches of kernels into a list of commands.
#pragma once

#include <functional>
#include <string>

#include "gpu/gpu.h"
#include "gpu_nets/packed_net.h"
#include "gpu_nets/scratch.h"
#include "kernels/gpu/launch.h"

namespace lumbar::gpu {

// Channels-last images [count,height,width,channels] on the GPU; `step` elements from pixel to pixel.
struct Images {
    Address address = 0;
    int count = 0, height = 0, width = 0, channels = 0, step = 0;
    std::size_t pixels() const {
        return static_cast<std::size_t>(count) * static_cast<std::size_t>(height) *
               static_cast<std::size_t>(width);
    }
};

// The address of a kernel on the GPU that the list is for.
using FindKernel = std::function<Address(const std::string& name)>;

// `Value`: float or Half, what weights and activations are stored as.
template <class Value>
class Emitter {
  public:
    // All of these must outlive the emitter.
    Emitter(CommandList& list, Scratch& scratch, const FindKernel& find_kernel, const GpuKind& gpu_kind)
        : list_(list), scratch_(scratch), find_kernel_(find_kernel), gpu_kind_(gpu_kind) {}

    // Where the weights of the net that is written next lie.
    void use_weights(Address weights) { weights_ = weights; }
    Address weight(std::size_t offset) const { return weights_ + offset; }
    CommandList& list() { return list_; }
    Scratch& scratch() { return scratch_; }

    Images take_images(int count, int height, int width, int channels);
    void give_back(const Images& images) { scratch_.give_back(images.address); }
    // `channels` of wider images, from channel `first`.
    static Images slice(const Images& images, int first, int channels);

    // Into `to`, whose size must be what the convolution gives.  `residual` is added at the end.
    void conv(const PackedConv& conv, const Images& from, const Images& to, const Images* residual = nullptr);
    void depthwise(const PackedDepthwise& conv, const Images& from, const Images& to);
    void stem(const PackedStemConv& conv, const Images& from, const Images& to);
    void max_pool(const Images& from, const Images& to);
    void mean(const Images& from, Address to);

    // rows [rows,in] -> [rows,out] as `Value` at `to`, or as float32 at `to_float`.  `batches` products,
    // whose inputs and outputs lie `rows` rows apart.
    struct LinearTarget {
        Address values = 0, floats = 0;
    };
    void linear(const PackedConv& product, Address from, int rows, const LinearTarget& to, int batches = 1);

    template <class Args>
    void launch(const Launch& launch, const Args& args) {
        list_.launch(find_kernel_(launch.name), {launch.grid.x, launch.grid.y, launch.grid.z},
                     {launch.block.x, launch.block.y, launch.block.z}, args);
    }

  private:
    CommandList& list_;
    Scratch& scratch_;
    const FindKernel& find_kernel_;
    const GpuKind& gpu_kind_;
    Address weights_ = 0;
};

extern template class Emitter<float>;
extern template class Emitter<Half>;

}  // namespace lumbar::gpu
