// The library as programs load it: by dlopen, in a process of its own for each case, because its errors stay.
#include <dlfcn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <boost/test/unit_test.hpp>
#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <sstream>
#include <string>
#include <vector>

#include "ptx_program.h"
#include "soft_gpu/driver_interface.h"

namespace ptx::test {
namespace {

class Driver {
  public:
    Driver() : library_(dlopen(LUMBAR_SOFT_DRIVER, RTLD_NOW)) {}

    template <class Function>
    Function* find(const char* name) const {
        return reinterpret_cast<Function*>(dlsym(library_, name));
    }

  private:
    void* library_;
};
#define CALL(driver, name, ...) (driver).find<decltype(name)>(#name)(__VA_ARGS__)

// Runs in a child with these variables; its number is what `run` returns: by our convention 0, or where it
// failed.
int in_child(const std::vector<std::pair<std::string, std::string>>& variables,
             const std::function<int(Driver&)>& run) {
    const pid_t child = fork();
    if (child == 0) {
        std::signal(SIGSEGV, SIG_DFL);  // the test framework's handler would go on with its other cases
        for (const auto& [name, value] : variables) setenv(name.c_str(), value.c_str(), 1);
        Driver driver;
        if (!std::freopen("/dev/null", "w", stderr)) _exit(127);
        _exit(run(driver));
    }
    int status = 0;
    waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

const std::string kStoreText = kernel_text(
    "ld.param.u64 %rd1, [a]; mov.u32 %r1, %tid.x; mul.wide.u32 %rd2, %r1, 4;"
    "add.s64 %rd1, %rd1, %rd2; st.global.u32 [%rd1], %r1;",
    ".param .u64 a");

CUresult load(Driver& driver, CUfunction& function, const std::string& text = kStoreText) {
    CUmodule module;
    if (const CUresult status = CALL(driver, cuModuleLoadDataEx, &module, text.c_str(), 0, nullptr, nullptr))
        return status;
    return CALL(driver, cuModuleGetFunction, &function, module, "k");
}

CUresult launch(Driver& driver, CUfunction function, CUdeviceptr address, std::size_t bytes = 8,
                unsigned threads = 32) {
    void* extra[] = {reinterpret_cast<void*>(1), &address, reinterpret_cast<void*>(2), &bytes, nullptr};
    return CALL(driver, cuLaunchKernel, function, 1, 1, 1, threads, 1, 1, 0, nullptr, nullptr, extra);
}

const std::pair<std::string, std::string> kAmpere = {"SOFT_GPU_COMPUTE", "80"};

BOOST_AUTO_TEST_SUITE(driver)

BOOST_AUTO_TEST_CASE(runs_a_kernel) {
    const int found = in_child({kAmpere}, [](Driver& driver) {
        CUfunction function;
        CUdeviceptr address;
        std::uint32_t values[32] = {};
        if (CALL(driver, cuInit, 0) || load(driver, function)) return 1;
        if (CALL(driver, cuMemAlloc_v2, &address, sizeof values)) return 2;
        if (launch(driver, function, address) || CALL(driver, cuStreamSynchronize, nullptr)) return 3;
        if (CALL(driver, cuMemcpyDtoHAsync_v2, values, address, sizeof values, nullptr)) return 4;
        for (std::uint32_t n = 0; n < 32; ++n)
            if (values[n] != n) return 5;
        return CALL(driver, cuMemFree_v2, address);
    });
    BOOST_TEST(found == 0);
}

BOOST_AUTO_TEST_CASE(keeps_an_error_after_a_fault) {
    const int found = in_child({kAmpere}, [](Driver& driver) {
        CUfunction function;
        CUdeviceptr address;
        if (load(driver, function) || launch(driver, function, 4096)) return 1;  // shows later
        if (CALL(driver, cuStreamSynchronize, nullptr) != 700) return 2;
        if (CALL(driver, cuMemAlloc_v2, &address, 4) != 700) return 3;
        return launch(driver, function, 4096) == 700 ? 0 : 4;
    });
    BOOST_TEST(found == 0);
}

BOOST_AUTO_TEST_CASE(refuses_wrong_launches) {
    const int found = in_child({kAmpere}, [](Driver& driver) {
        CUfunction function;
        if (load(driver, function)) return 1;
        if (launch(driver, function, 0, 12) != 1) return 2;
        if (launch(driver, function, 0, 8, 0) != 1) return 3;
        return launch(driver, function, 0, 8, 1025) == 1 ? 0 : 4;
    });
    BOOST_TEST(found == 0);
}

BOOST_AUTO_TEST_CASE(says_why_a_text_does_not_compile) {
    const int found = in_child({}, [](Driver& driver) {
        char log[200] = "";
        int names[] = {5, 6};
        void* values[] = {log, reinterpret_cast<void*>(sizeof log)};
        CUmodule module;
        const CUresult status = CALL(driver, cuModuleLoadDataEx, &module, "no PTX", 2, names, values);
        return status == 218 && std::string(log).find("PTX line 1") != std::string::npos ? 0 : 1;
    });
    BOOST_TEST(found == 0);
}

BOOST_AUTO_TEST_CASE(compiles_what_its_version_and_device_know) {
    const auto load_status = [](const char* version, const char* compute) {
        return in_child({{"SOFT_GPU_DRIVER_VERSION", version}, {"SOFT_GPU_COMPUTE", compute}},
                        [](Driver& driver) {
                            CUfunction function;
                            return load(driver, function);
                        });
    };
    BOOST_TEST(load_status("11000", "80") == 0);
    BOOST_TEST(load_status("13000", "90") == 0);
    BOOST_TEST(load_status("10020", "80") == 222);
    BOOST_TEST(load_status("11000", "75") == 209);
}

BOOST_AUTO_TEST_CASE(has_as_much_memory_as_it_should) {
    const int found = in_child({{"SOFT_GPU_MEMORY_MB", "1"}}, [](Driver& driver) {
        CUdeviceptr address, more;
        std::size_t available, total;
        if (CALL(driver, cuMemAlloc_v2, &address, 1 << 19)) return 1;
        if (CALL(driver, cuMemAlloc_v2, &more, (1 << 19) + 1) != 2) return 2;
        if (CALL(driver, cuMemGetInfo_v2, &available, &total) || total != 1 << 20 || available != 1 << 19)
            return 3;
        return CALL(driver, cuMemAlloc_v2, &more, 1 << 19);
    });
    BOOST_TEST(found == 0);
}

BOOST_AUTO_TEST_CASE(makes_trouble_when_asked) {
    // The status of the first, the second and the third launch, and of a wait after each.
    const auto statuses = [](const char* trouble, std::vector<int> expected) {
        return in_child({kAmpere, {"SOFT_GPU_TROUBLE", trouble}}, [&](Driver& driver) {
            CUfunction function;
            CUdeviceptr address = 0;
            if (load(driver, function) || CALL(driver, cuMemAlloc_v2, &address, 128)) return 1;
            for (std::size_t n = 0; n < expected.size(); n += 2) {
                if (launch(driver, function, address) != expected[n]) return 2;
                if (CALL(driver, cuStreamSynchronize, nullptr) != expected[n + 1]) return 3;
            }
            return 0;
        });
    };
    BOOST_TEST(statuses("none", {0, 0, 0, 0}) == 0);
    BOOST_TEST(statuses("fault:2", {0, 0, 0, 700, 700, 700}) == 0);
    BOOST_TEST(statuses("gone:2", {0, 0, 214, 214, 214, 214}) == 0);
    BOOST_TEST(statuses("crash", {0, 0}) == -SIGSEGV);
    BOOST_TEST(in_child({{"SOFT_GPU_TROUBLE", "no-device"}},
                        [](Driver& driver) { return CALL(driver, cuInit, 0); }) == 100);
    const int full = in_child({{"SOFT_GPU_TROUBLE", "memory-full:2"}}, [](Driver& driver) {
        CUdeviceptr address;
        if (CALL(driver, cuMemAlloc_v2, &address, 4)) return 1;
        return CALL(driver, cuMemAlloc_v2, &address, 4) == 2 && CALL(driver, cuMemAlloc_v2, &address, 4) == 2
                   ? 0
                   : 2;
    });
    BOOST_TEST(full == 0);
}

BOOST_AUTO_TEST_CASE(reports_what_kernels_did) {
    const std::string path = "/tmp/soft_gpu_report_" + std::to_string(getpid()) + ".csv";
    const int found = in_child({kAmpere, {"SOFT_GPU_REPORT", path}}, [](Driver& driver) {
        CUfunction function;
        CUdeviceptr address;
        if (load(driver, function) || CALL(driver, cuMemAlloc_v2, &address, 128)) return 1;
        return launch(driver, function, address) || launch(driver, function, address) ? 2 : 0;
    });
    BOOST_TEST(found == 0);
    std::stringstream text;
    text << std::ifstream(path).rdbuf();
    unlink(path.c_str());
    BOOST_TEST(text.str().find("kernel,launches,blocks,") == 0u);
    BOOST_TEST(text.str().find("\nk,2,2,12,0,0,0,256,0,") != std::string::npos, text.str());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace ptx::test
