// In the CUDA edition, where nvcc was at hand.
#include "optim/step_on_gpu.h"

#include <c10/cuda/CUDAGuard.h>
#include <c10/cuda/CUDAStream.h>

namespace lumbar {

bool step_on_gpu(const torch::Tensor& weight, const torch::Tensor& gradient, const torch::Tensor& mean,
                 const torch::Tensor& square, const kernels::AdamWStep& step) {
    const c10::cuda::CUDAGuard current(weight.device());
    kernels::launch_adamw_step(weight.data_ptr<float>(), gradient.data_ptr<float>(), mean.data_ptr<float>(),
                               square.data_ptr<float>(), static_cast<std::size_t>(weight.numel()), step,
                               c10::cuda::getCurrentCUDAStream(weight.device().index()).stream());
    return true;
}

}  // namespace lumbar
