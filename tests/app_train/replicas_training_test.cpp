// `lumbar train` in two processes that train one net together, as torchrun starts them.
#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <iostream>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "files/json.h"
#include "files/safetensors.h"
#include "files/text_file.h"
#include "support/free_port.h"
#include "support/refusal.h"
#include "training_program.h"

using namespace lumbar;
using namespace lumbar::test;

namespace {

// The variables of one of two processes, for what is started while this lives.
class TwoProcesses {
  public:
    TwoProcesses(int rank, int port) {
        const std::map<std::string, std::string> values = {{"WORLD_SIZE", "2"},
                                                           {"RANK", std::to_string(rank)},
                                                           {"MASTER_ADDR", "127.0.0.1"},
                                                           {"MASTER_PORT", std::to_string(port)}};
        for (const auto& [name, value] : values) setenv(name.c_str(), value.c_str(), 1);
    }
    ~TwoProcesses() {
        for (const char* name : {"WORLD_SIZE", "RANK", "MASTER_ADDR", "MASTER_PORT"}) unsetenv(name);
    }
    TwoProcesses(const TwoProcesses&) = delete;
    TwoProcesses& operator=(const TwoProcesses&) = delete;
};

std::vector<Outcome> train_in_two(const Training& training, const Arguments& more) {
    const TemporaryFolder folder;
    const int port = free_port();
    const auto start = [&](int rank) {
        const TwoProcesses environment(rank, port);
        return std::make_unique<Program>(training.flags(more), folder / std::to_string(rank));
    };
    const auto first = start(0), second = start(1);
    const int codes[] = {first->wait(), second->wait()};
    return {{codes[0], read_text_file(folder / "0")}, {codes[1], read_text_file(folder / "1")}};
}

// What gradients have made; running statistics are each process's own.
std::map<std::string, std::string> learned_weights(const Training& training) {
    const SafetensorsFile file(training.state.parent_path() / "last.safetensors");
    std::map<std::string, std::string> bytes;
    for (const TensorView& tensor : file.tensors()) {
        if (contains(tensor.name, "running_") || contains(tensor.name, "num_batches")) continue;
        bytes[tensor.name].assign(reinterpret_cast<const char*>(tensor.data), tensor.size_bytes);
    }
    return bytes;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(training_in_two_processes)

// Each sees half of a batch, with the same random numbers as a process that computes it in two parts.
BOOST_AUTO_TEST_CASE(learns_what_one_process_learns_in_two_parts) {
    const Training together, alone;
    const Arguments short_run = {"--set", "epochs=6", "--set", "batch=2"};
    for (const Outcome& outcome : train_in_two(together, short_run)) {
        if (contains(outcome.printed, "no c10d")) {
            std::cerr << "SKIPPED: this LibTorch has no c10d\n";
            return;
        }
        BOOST_TEST(outcome.code == 0, outcome.printed);
    }
    Arguments in_parts = short_run;
    in_parts.insert(in_parts.end(), {"--set", "accumulate=2"});
    const Outcome outcome = alone.train(in_parts);
    BOOST_TEST(outcome.code == 0, outcome.printed);
    BOOST_TEST((learned_weights(together) == learned_weights(alone)));
    BOOST_TEST((read_json(together.metadata).at("finished") == true));
}

BOOST_AUTO_TEST_SUITE_END()
