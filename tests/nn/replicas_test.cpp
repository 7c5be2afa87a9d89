#include "nn/replicas.h"

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <boost/test/unit_test.hpp>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <map>
#include <optional>
#include <string>
#include <thread>

#include "base/error.h"
#include "support/free_port.h"
#include "support/refusal.h"

using lumbar::ExitCode;
using lumbar::Replicas;
using lumbar::test::contains;
using lumbar::test::free_port;
using lumbar::test::refusal_of;
using torch::Tensor;

namespace {

using Variables = std::map<std::string, std::string>;

// Sets these variables, and no others that Replicas reads; puts the old ones back at the end.
class Environment {
  public:
    explicit Environment(const Variables& variables) {
        for (const char* name : {"WORLD_SIZE", "RANK", "LOCAL_RANK", "MASTER_ADDR", "MASTER_PORT",
                                 "TORCHELASTIC_USE_AGENT_STORE", "TORCHELASTIC_RESTART_COUNT"}) {
            const char* value = std::getenv(name);
            before_[name] = value ? std::optional<std::string>(value) : std::nullopt;
            unsetenv(name);
        }
        for (const auto& [name, value] : variables) setenv(name.c_str(), value.c_str(), 1);
    }
    ~Environment() {
        for (const auto& [name, value] : before_) {
            value ? setenv(name.c_str(), value->c_str(), 1) : unsetenv(name.c_str());
        }
    }
    Environment(const Environment&) = delete;
    Environment& operator=(const Environment&) = delete;

  private:
    std::map<std::string, std::optional<std::string>> before_;
};

const Variables kComplete{
    {"WORLD_SIZE", "2"}, {"RANK", "1"}, {"MASTER_ADDR", "127.0.0.1"}, {"MASTER_PORT", "1"}};

std::string refusal_with(const Variables& variables) {
    const Environment environment(variables);
    return refusal_of([] { Replicas::from_environment(torch::kCPU); }, ExitCode::usage);
}

Variables changed(const std::string& name, const std::string& value) {
    Variables variables = kComplete;
    variables[name] = value;
    return variables;
}

// This program again, for its hidden case, in the environment of one of `count`.
pid_t start(int rank, int count, int port) {
    const Environment environment({{"WORLD_SIZE", std::to_string(count)},
                                   {"RANK", std::to_string(rank)},
                                   {"MASTER_ADDR", "127.0.0.1"},
                                   {"MASTER_PORT", std::to_string(port)}});
    std::string program = "nn_tests", which = "--run_test=replica_process", quiet = "--report_level=no";
    char* const arguments[] = {program.data(), which.data(), quiet.data(), nullptr};
    pid_t process = 0;
    BOOST_REQUIRE(posix_spawn(&process, "/proc/self/exe", nullptr, nullptr, arguments, environ) == 0);
    return process;
}

// Its exit code; -1 if it was ended, by the deadline or otherwise.
int result_of(pid_t process, std::chrono::steady_clock::time_point deadline) {
    int status = 0;
    while (waitpid(process, &status, WNOHANG) == 0) {
        if (std::chrono::steady_clock::now() > deadline) kill(process, SIGKILL);
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

// What gradients may be: of several types, without dimensions, empty, not contiguous, larger than a message;
// each filled with its place in the list times the rank plus one.
std::vector<Tensor> gradients_of(int rank) {
    std::vector<Tensor> gradients{torch::empty({3, 2}),      torch::empty({}),
                                  torch::empty({0}),         torch::empty({2, 3}, torch::kDouble),
                                  torch::empty({4, 5}).t(),  torch::empty({5'000'000}),
                                  torch::empty({5'000'000}), torch::empty({7})};
    for (std::size_t i = 0; i < gradients.size(); ++i)
        gradients[i].fill_(static_cast<double>(i) * (rank + 1));
    return gradients;
}

void check_average(Replicas& replicas) {
    auto gradients = gradients_of(replicas.rank());
    replicas.average(gradients);
    const double mean_of_ranks = (replicas.world_size() + 1) / 2.0;
    for (std::size_t i = 0; i < gradients.size(); ++i) {
        BOOST_TEST(gradients[i].eq(static_cast<double>(i) * mean_of_ranks).all().item<bool>());
    }
}

// Each process ends with what its first has, parameters that require gradients included.
void check_broadcast(Replicas& replicas) {
    const auto values = [](double factor) {
        return std::vector<Tensor>{torch::arange(6, torch::kFloat).mul(factor).view({2, 3}).t(),
                                   torch::full({}, 5 * factor, torch::kLong),
                                   torch::tensor({true, false}).logical_xor(torch::tensor(factor > 1)),
                                   torch::arange(4).mul(factor).to(torch::kBFloat16),
                                   torch::full({2}, factor).requires_grad_()};
    };
    auto tensors = values(1 + replicas.rank());
    replicas.broadcast(tensors);
    const auto expected = values(1);
    for (std::size_t i = 0; i < tensors.size(); ++i) BOOST_TEST(torch::equal(tensors[i], expected[i]));
}

void check_sum(Replicas& replicas) {
    const double n = replicas.world_size();
    const auto sums = replicas.sum({1, 0.1 * replicas.rank(), 1e15 + replicas.rank()});
    const std::vector<double> expected{n, 0.1 * n * (n - 1) / 2, 1e15 * n + n * (n - 1) / 2};
    for (std::size_t i = 0; i < sums.size(); ++i)
        BOOST_TEST(sums[i] == expected[i], boost::test_tools::tolerance(1e-15));
    BOOST_TEST(replicas.sum({}).empty());
}

// Those that wait at a barrier stay there until the last, who is late, has come.
void check_barrier(Replicas& replicas) {
    using namespace std::chrono;
    const auto now = [] { return duration<double>(system_clock::now().time_since_epoch()).count(); };
    const bool late = replicas.rank() == replicas.world_size() - 1;
    if (late) std::this_thread::sleep_for(milliseconds(200));
    const double arrival = now();
    replicas.barrier();
    const double left = now();
    BOOST_TEST(left >= replicas.sum({late ? arrival : 0.0})[0]);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(replicas)

BOOST_AUTO_TEST_CASE(alone_it_changes_nothing) {
    for (const auto& variables : {Variables{}, Variables{{"WORLD_SIZE", "1"}}, Variables{{"RANK", "3"}}}) {
        const Environment environment(variables);
        const auto alone = Replicas::from_environment(torch::kCPU);
        BOOST_TEST(alone->rank() == 0);
        BOOST_TEST(alone->world_size() == 1);
        std::vector<Tensor> tensors{torch::ones({2})};
        alone->average(tensors);
        alone->broadcast(tensors);
        alone->barrier();
        BOOST_TEST(torch::equal(tensors[0], torch::ones({2})));
        BOOST_TEST(alone->sum({1.5, 2}) == (std::vector<double>{1.5, 2}), boost::test_tools::per_element());
    }
}

BOOST_AUTO_TEST_CASE(names_the_variable_that_is_missing) {
    for (const char* name : {"RANK", "MASTER_ADDR", "MASTER_PORT"}) {
        Variables variables = kComplete;
        variables.erase(name);
        const std::string text = refusal_with(variables);
        BOOST_TEST(contains(text, "missing"));
        BOOST_TEST(contains(text, name));
    }
}

BOOST_AUTO_TEST_CASE(refuses_numbers_out_of_range) {
    for (const auto& [name, value] :
         std::vector<std::pair<std::string, std::string>>{{"WORLD_SIZE", "0"},
                                                          {"WORLD_SIZE", "two"},
                                                          {"WORLD_SIZE", ""},
                                                          {"RANK", "2"},
                                                          {"RANK", "-1"},
                                                          {"RANK", "1x"},
                                                          {"MASTER_PORT", "0"},
                                                          {"MASTER_PORT", "65536"}}) {
        const std::string text = refusal_with(changed(name, value));
        BOOST_TEST(contains(text, "wrong"));
        BOOST_TEST(contains(text, name));
    }
}

BOOST_AUTO_TEST_CASE(knows_which_process_of_the_machine_it_is) {
    BOOST_TEST((Environment(Variables{}), lumbar::local_rank()) == 0);
    const Environment third(Variables{{"LOCAL_RANK", "2"}});
    BOOST_TEST(lumbar::local_rank() == 2);
    const Environment wrong(Variables{{"LOCAL_RANK", "first"}});
    BOOST_TEST(contains(refusal_of([] { lumbar::local_rank(); }, ExitCode::usage), "LOCAL_RANK"));
}

BOOST_AUTO_TEST_CASE(processes_agree) {
    constexpr int kCount = 3;
    const int port = free_port();
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(60);
    std::vector<pid_t> processes;
    for (int rank = 0; rank < kCount; ++rank) processes.push_back(start(rank, kCount, port));
    for (const pid_t process : processes) BOOST_TEST(result_of(process, deadline) == 0);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(replica_process, *boost::unit_test::disabled())

// What each process of processes_agree does; the environment says which it is.
BOOST_AUTO_TEST_CASE(one_of_several) {
    BOOST_REQUIRE((std::getenv("RANK") && std::getenv("WORLD_SIZE")));
    std::unique_ptr<Replicas> replicas;
    try {
        replicas = Replicas::from_environment(torch::kCPU);
    } catch (const lumbar::Error& e) {
        BOOST_TEST((e.code() == ExitCode::usage && contains(e.what(), "this build")), e.what());
        return;  // a LibTorch without c10d says so
    }
    BOOST_TEST(std::to_string(replicas->rank()) == std::getenv("RANK"));
    BOOST_TEST(std::to_string(replicas->world_size()) == std::getenv("WORLD_SIZE"));
    check_average(*replicas);
    check_broadcast(*replicas);
    check_sum(*replicas);
    check_barrier(*replicas);

    // Now the store of these stands where torchrun's would: none of the new ones may try to open its own.
    setenv("TORCHELASTIC_USE_AGENT_STORE", "True", 1);
    auto guests = Replicas::from_environment(torch::kCPU);
    check_sum(*guests);

    replicas->barrier();
    if (replicas->rank() == 1) guests.reset();
    replicas->barrier();
    if (replicas->rank() == 0) {
        const std::string text = refusal_of([&] { guests->sum({1}); }, ExitCode::internal);
        BOOST_TEST(contains(text, "lost each other"));
        BOOST_TEST(contains(text, "replica 0 of 3"));
    }
    replicas->barrier();
}

BOOST_AUTO_TEST_SUITE_END()
