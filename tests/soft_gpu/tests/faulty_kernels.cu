// One kernel, and the same with mistakes that one makes.  They are compiled by clang, as the program's
// kernels are.
#define DEVICE __attribute__((device, always_inline)) inline
#define KERNEL extern "C" __attribute__((global)) __attribute__((launch_bounds(kThreads))) void

constexpr unsigned kThreads = 128;

struct Args {
    const float* input;
    float* output;
    unsigned count;
};

DEVICE unsigned thread() {
    return __nvvm_read_ptx_sreg_tid_x();
}
DEVICE unsigned place() {
    return __nvvm_read_ptx_sreg_ctaid_x() * kThreads + thread();
}
DEVICE void barrier() {
    __syncthreads();
}

// Writes the values of each block backwards.
KERNEL reverse_blocks(Args args) {
    __attribute__((shared)) static float values[kThreads];
    values[thread()] = args.input[place()];
    barrier();
    args.output[place()] = values[kThreads - 1 - thread()];
}

KERNEL missing_barrier(Args args) {
    __attribute__((shared)) static float values[kThreads];
    values[thread()] = args.input[place()];
    args.output[place()] = values[kThreads - 1 - thread()];
}

KERNEL missing_second_barrier(Args args) {
    __attribute__((shared)) static float values[kThreads];
    float sum = 0;
    for (unsigned n = 0; n < 2; ++n) {
        values[thread()] = args.input[place()];
        barrier();
        sum += values[kThreads - 1 - thread()];
    }
    args.output[place()] = sum;
}

KERNEL wrong_index(Args args) {
    __attribute__((shared)) static float values[kThreads];
    values[thread()] = args.input[place()];
    barrier();
    args.output[place()] = values[kThreads - thread()];
}

KERNEL off_by_one(Args args) {
    if (place() + 1 <= args.count) args.output[place()] = args.input[place() + 1];
}

KERNEL misaligned(Args args) {
    typedef float Pair __attribute__((vector_size(8), may_alias));
    const Pair pair = *reinterpret_cast<const Pair*>(args.input + place() / 2);
    args.output[place()] = pair[0] + pair[1];
}

KERNEL uninitialised_shared(Args args) {
    __attribute__((shared)) static float values[kThreads];
    if (thread() != 7) values[thread()] = args.input[place()];
    barrier();
    args.output[place()] = values[kThreads - 1 - thread()];
}

KERNEL divergent_barrier(Args args) {
    __attribute__((shared)) static float values[kThreads];
    if (place() >= args.count - 5) return;  // the tail leaves before the others meet
    values[thread()] = args.input[place()];
    barrier();
    args.output[place()] = values[thread()];
}
