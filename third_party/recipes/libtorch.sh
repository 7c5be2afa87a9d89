# LibTorch for predict and train on a CPU: autograd, the operators of operators.yaml, oneDNN's convolutions and LSTMs.
# Left out are TorchScript, ONNX, lazy, quantized, sparse and nested tensors, FFT, LAPACK, the profiler, c10d.
version=2.6.0
suite=trixie
package=pytorch
binaries=libideep-dev
upon="cpuinfo sleef onednn"
shape="libtorch/shape.cmake libtorch/operators.yaml libtorch/python3"
disk_gb=4
target=torch_cpu
environment=(PYTORCH_BUILD_VERSION=$version PYTORCH_BUILD_NUMBER=0)
flags=(-DCMAKE_PROJECT_Torch_INCLUDE="$third_party/libtorch/shape.cmake"
       -DPython_EXECUTABLE="$third_party/libtorch/python3"
       "-DCMAKE_CXX_FLAGS=-ffunction-sections -fdata-sections -w -DFMT_HEADER_ONLY -I@work@/libideep-dev/usr/include"
       -DBUILD_PYTHON=OFF -DBUILD_TEST=OFF -DBUILD_LAZY_TS_BACKEND=OFF -DONNX_NAMESPACE=onnx
       -DUSE_SYSTEM_LIBS=ON -DUSE_OPENMP=ON -DUSE_MKLDNN=ON
       -DLLGA_INCLUDE_DIR=@work@/libideep-dev/usr/include  # oneDNN's graphs, which are left out
       -DBLAS=Generic -DBLAS_LIBRARIES=m -DUSE_LAPACK=OFF  # libtorch/blas.cpp, at the link
       -DCXX_AVX512_FOUND=FALSE  # element-wise kernels in AVX2 alone: memory is their limit; oneDNN's choose by themselves
       -DUSE_CUDA=OFF -DUSE_ROCM=OFF -DUSE_XPU=OFF -DUSE_DISTRIBUTED=OFF -DUSE_FBGEMM=OFF -DUSE_GLOO=OFF -DUSE_ITT=OFF
       -DUSE_KINETO=OFF -DUSE_MAGMA=OFF -DUSE_MIMALLOC=OFF -DUSE_NNPACK=OFF -DUSE_NUMA=OFF -DUSE_NUMPY=OFF
       -DUSE_OBSERVERS=OFF -DUSE_PYTORCH_QNNPACK=OFF -DUSE_TENSORPIPE=OFF -DUSE_VALGRIND=OFF -DUSE_XNNPACK=OFF)

# Its own installation wants what is not built here (protobuf, TorchScript's headers' libraries).
install_built() {
    local prefix=$1
    mkdir -p "$prefix/lib" "$prefix/include"
    cp "$build/lib/libtorch_cpu.a" "$build/lib/libc10.a" "$prefix/lib/"
    copy_headers "$source" c10 torch/csrc torch/custom_class.h torch/custom_class_detail.h torch/library.h
    copy_headers "$source/aten/src" ATen
    copy_headers "$source/torch/csrc/api/include" torch
    copy_headers "$build" c10 caffe2
    copy_headers "$build/aten/src" ATen
}

# copy_headers ROOT FOLDER...: every header below ROOT/FOLDER, by its path from ROOT.
copy_headers() {
    local root=$1
    shift
    (cd "$root" && find "$@" -name '*.h' -print0 | tar --null -cf - -T -) | tar -xf - -C "$prefix/include"
}
