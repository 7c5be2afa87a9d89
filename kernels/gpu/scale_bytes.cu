// Bytes 0..255 -> 0..1, a thread a byte.
#include "kernels/gpu/channels.cuh"

template <class Value>
DEVICE void scale_bytes(const ScaleBytesArgs<Value>& a) {
    const int index = blockIdx.x * kScaleBytesThreads + threadIdx.x;
    if (index < a.count) write_value(a.output + index, static_cast<float>(a.bytes[index]) / 255.f);
}

KERNEL(kScaleBytesThreads, 1) scale_bytes_f32(ScaleBytesArgs<float> args) {
    scale_bytes(args);
}
KERNEL(kScaleBytesThreads, 1) scale_bytes_f16(ScaleBytesArgs<Half> args) {
    scale_bytes(args);
}
