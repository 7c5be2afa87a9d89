// The GPU worker: the part of the program that the system's loader starts, so that it can load libcuda.so.1.
//
// Executes the commands of protocol.h and answers.  Uses no function of the C library but those of stubs.sh.
#include <dlfcn.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "../protocol.h"
#include "driver.h"

// glibc's entry point in its first version; crt1.o would ask for the version of the machine that built it.
int __libc_start_main(int (*)(int, char**, char**), int, char**, void (*)(void), void (*)(void),
                      void (*)(void), void*);
static int work(int argc, char** argv, char** environment);

__attribute__((used)) static void start(long* stack, void (*at_exit)(void)) {
    __libc_start_main(work, (int)stack[0], (char**)(stack + 1), 0, 0, at_exit, stack);
}
__asm__(
    ".globl _start\n"
    "_start: xor %ebp, %ebp\n"
    " mov %rsp, %rdi\n"
    " mov %rdx, %rsi\n"
    " and $-16, %rsp\n"
    " call start\n"
    " hlt");

static struct Driver driver;
static CUstream stream;
static char* shared;

// By name first: in a container the loader's cache often knows the right one.  compat comes late: its library
// may be newer than the kernel's driver.
static const char* const kLibraries[] = {
    "libcuda.so.1",
    "/usr/lib/x86_64-linux-gnu/libcuda.so.1",
    "/usr/local/nvidia/lib64/libcuda.so.1",
    "/usr/lib64/libcuda.so.1",
    "/usr/lib64-nvidia/libcuda.so.1",
    "/usr/lib/wsl/lib/libcuda.so.1",
    "/usr/local/cuda/compat/libcuda.so.1",
};

static const char* name_of(CUresult status) {
    const char* name = 0;
    return driver.cuGetErrorName(status, &name) == 0 && name ? name : "an unknown error";
}

// A failure's reason is the loader's about the first library that was tried.
static void* open_library(struct GpuHello* hello, const char* const* paths, size_t count) {
    for (size_t i = 0; i < count; ++i) {
        void* library = dlopen(paths[i], RTLD_NOW | RTLD_GLOBAL);
        if (library) {
            snprintf(hello->library, sizeof hello->library, "%s", paths[i]);
            hello->reason[0] = 0;
            return library;
        }
        const char* const error = dlerror();
        if (i == 0) snprintf(hello->reason, sizeof hello->reason, "%s", error ? error : paths[i]);
    }
    return 0;
}

static int load_driver(struct GpuHello* hello, const char* path) {
    void* const library = path[0] ? open_library(hello, &path, 1)
                                  : open_library(hello, kLibraries, sizeof kLibraries / sizeof *kLibraries);
    if (!library) return 0;
#define FIND(name, symbol, arguments)                                                          \
    *(void**)&driver.name = dlsym(library, symbol);                                            \
    if (!driver.name) {                                                                        \
        snprintf(hello->reason, sizeof hello->reason, "%s has no %s", hello->library, symbol); \
        return 0;                                                                              \
    }
    DRIVER_FUNCTIONS(FIND)
#undef FIND
    return 1;
}

// Calls a driver function; where that fails, says so in hello->reason and returns 0 from the caller.
#define TRY(function, arguments)                                                                     \
    do {                                                                                             \
        const CUresult status = driver.function arguments;                                           \
        if (status) {                                                                                \
            snprintf(hello->reason, sizeof hello->reason, "%s: %s (%d)", #function, name_of(status), \
                     status);                                                                        \
            return 0;                                                                                \
        }                                                                                            \
    } while (0)

static int count_gpus(struct GpuHello* hello, const char* library) {
    if (!load_driver(hello, library)) return 0;
    TRY(cuInit, (0));
    TRY(cuDriverGetVersion, (&hello->driver));
    TRY(cuDeviceGetCount, (&hello->gpus));
    return 1;
}

static int open_gpu(struct GpuHello* hello, int index, size_t shared_bytes) {
    CUdevice device;
    CUcontext context;
    size_t memory = 0, free_memory = 0;
    int major = 0, minor = 0;
    TRY(cuDeviceGet, (&device, index));
    TRY(cuDeviceGetName, (hello->name, sizeof hello->name, device));
    TRY(cuDeviceGetAttribute, (&major, kComputeMajor, device));
    TRY(cuDeviceGetAttribute, (&minor, kComputeMinor, device));
    TRY(cuDeviceGetAttribute, (&hello->multiprocessors, kMultiprocessorCount, device));
    TRY(cuDevicePrimaryCtxRetain, (&context, device));
    TRY(cuCtxSetCurrent, (context));
    TRY(cuStreamCreate, (&stream, kStreamNonBlocking));
    TRY(cuMemGetInfo, (&free_memory, &memory));
    driver.cuMemHostRegister(shared, shared_bytes,
                             0);  // direct copies; where it is refused, copies are slower
    hello->memory = memory;
    hello->free_memory = free_memory;
    hello->compute = major * 10 + minor;
    return 1;
}
#undef TRY

static CUresult load_module(struct GpuCommand* command, struct GpuAnswer* answer) {
    int options[] = {kJitErrorLog, kJitErrorLogBytes};
    void* values[] = {answer->reason, (void*)(sizeof answer->reason - 1)};
    return driver.cuModuleLoadDataEx((CUmodule*)&command->result, shared + command->offset, 2, options,
                                     values);
}

static CUresult launch(const struct GpuCommand* c) {
    size_t bytes = c->bytes;
    void* arguments[] = {kLaunchParamBuffer, shared + c->offset, kLaunchParamBytes, &bytes, 0};
    return driver.cuLaunchKernel((CUfunction)c->handle, c->grid[0], c->grid[1], c->grid[2], c->block[0],
                                 c->block[1], c->block[2], 0, stream, 0, arguments);
}

static CUresult run(struct GpuCommand* c, struct GpuAnswer* answer) {
    char* const bytes = shared + c->offset;
    size_t total;
    switch (c->operation) {
        case kLoadModule:
            return load_module(c, answer);
        case kFindKernel:
            return driver.cuModuleGetFunction((CUfunction*)&c->result, (CUmodule)c->handle, bytes);
        case kAllocate:
            return driver.cuMemAlloc((CUdeviceptr*)&c->result, c->bytes);
        case kFree:
            return driver.cuMemFree(c->handle);
        case kFreeMemory:
            return driver.cuMemGetInfo((size_t*)&c->result, &total);
        case kClear:
            return driver.cuMemsetD8Async(c->handle, 0, c->bytes, stream);
        case kUpload:
            return driver.cuMemcpyHtoDAsync(c->handle, bytes, c->bytes, stream);
        case kDownload:
            return driver.cuMemcpyDtoHAsync(bytes, c->handle, c->bytes, stream);
        case kLaunch:
            return launch(c);
        default:
            return 1;  // CUDA_ERROR_INVALID_VALUE
    }
}

static void run_request(const struct GpuRequest* request, struct GpuAnswer* answer) {
    struct GpuCommand* const commands = (struct GpuCommand*)(shared + request->first);
    memset(answer, 0, sizeof *answer);
    answer->first = request->first;
    while (answer->done < request->count && answer->status == 0) {
        answer->status = run(&commands[answer->done], answer);
        if (answer->status == 0) ++answer->done;
    }
    // A kernel's own fault shows only here, and outlasts whatever a command said.
    const CUresult late = driver.cuStreamSynchronize(stream);
    if (late) answer->status = late;
    if (answer->status == 0) return;
    const size_t said = strlen(answer->reason);  // by the PTX compiler
    snprintf(answer->reason + said, sizeof answer->reason - said, "%s%s", said ? "; " : "",
             name_of(answer->status));
}

static size_t number(const char* text) {
    size_t value = 0;
    for (; *text >= '0' && *text <= '9'; ++text) value = value * 10 + (size_t)(*text - '0');
    return value;
}

static int say_hello(const char* index, size_t shared_bytes, const char* library) {
    struct GpuHello hello = {.protocol = kProtocol};
    const int opens = strcmp(index, LUMBAR_GPU_COUNT) != 0;
    const int ready =
        count_gpus(&hello, library) && opens && open_gpu(&hello, (int)number(index), shared_bytes);
    return write(kSocketFile, &hello, sizeof hello) == (ssize_t)sizeof hello && ready;
}

// Ends when the program does: the socket then has an end.  Exit code 2: this way of starting it does not
// work.
static int work(int argc, char** argv, char** environment) {
    (void)environment;
    if (argc != 4) return 2;
    const size_t bytes = number(argv[1]);
    shared = mmap(0, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, kSharedFile, 0);
    if (shared == MAP_FAILED) return 2;
    if (!say_hello(argv[2], bytes, argv[3])) return 0;
    struct GpuRequest request;
    struct GpuAnswer answer;
    while (read(kSocketFile, &request, sizeof request) ==
           (ssize_t)sizeof request) {  // a packet is read whole
        run_request(&request, &answer);
        if (write(kSocketFile, &answer, sizeof answer) != (ssize_t)sizeof answer) break;
    }
    return 0;
}
