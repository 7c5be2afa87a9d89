// Averages tensors over all processes: data-parallel training by Torch's c10d.
// Li et al., PyTorch Distributed: Experiences on Accelerating Data Parallel Training, VLDB 2020,
// https://arxiv.org/abs/2006.15704
#pragma once

#include <torch/torch.h>

#include <memory>
#include <vector>

namespace lumbar {

// One of several processes that train the same net together, each on samples of its own.  All call the same
// functions in the same order, with tensors of the same shapes and types, and wait for each other in each of
// them. A process that finds the others gone throws Error (internal).  This class is the one that trains
// alone.
class Replicas {
  public:
    Replicas() = default;
    virtual ~Replicas() = default;
    Replicas(const Replicas&) = delete;
    Replicas& operator=(const Replicas&) = delete;

    // By the variables that torchrun sets: WORLD_SIZE processes, of which this is number RANK, meet at
    // MASTER_ADDR:MASTER_PORT.  Without WORLD_SIZE, or with 1, it trains alone and needs nothing.  Tensors on
    // a GPU travel by NCCL where this build has it; all else by Gloo (over the interface GLOO_SOCKET_IFNAME,
    // if set). Throws Error: usage if variables are missing or wrong, or this build cannot do it; internal if
    // they do not meet. torchrun may keep the store where they meet (TORCHELASTIC_USE_AGENT_STORE): then its
    // version must match.
    static std::unique_ptr<Replicas> from_environment(const torch::Device& device);

    virtual int rank() const { return 0; }
    virtual int world_size() const { return 1; }

    // In place, the mean over the processes: the same bits in each of them.
    virtual void average(std::vector<torch::Tensor>& /*gradients*/) {}
    // In place, what process 0 has; any types.
    virtual void broadcast(std::vector<torch::Tensor>& /*tensors*/) {}
    // The sum over the processes, number by number.
    virtual std::vector<double> sum(std::vector<double> numbers) { return numbers; }
    // Returns when all have come here.
    virtual void barrier() {}
};

// Which process of this machine this is (LOCAL_RANK, or 0): it should use the device cuda:LOCAL_RANK.
int local_rank();

}  // namespace lumbar
