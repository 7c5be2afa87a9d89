#define LUMBAR_GPU_CODE
#include "test_kernels.h"

extern "C" __attribute__((global)) void add_value(lumbar::gpu::test::AddArgs args) {
    const unsigned block = __nvvm_read_ptx_sreg_ctaid_x(), threads = __nvvm_read_ptx_sreg_ntid_x();
    const auto i = static_cast<std::int32_t>(block * threads + __nvvm_read_ptx_sreg_tid_x());
    if (i < args.count) args.values[i] += args.value;
}
