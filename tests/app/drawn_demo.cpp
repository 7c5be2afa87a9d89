#include "drawn_demo.h"

#include <sys/wait.h>

#include <boost/test/unit_test.hpp>
#include <cstdio>
#include <filesystem>

#include "support/refusal.h"
#include "support/tiny_manifest.h"

namespace lumbar::test {

Outcome run_in_shell(const std::string& command) {
    FILE* pipe = popen(command.c_str(), "r");
    BOOST_REQUIRE(pipe);
    Outcome outcome;
    char buffer[4096];
    while (const std::size_t count = std::fread(buffer, 1, sizeof buffer, pipe))
        outcome.printed.append(buffer, count);
    const int status = pclose(pipe);
    outcome.code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    return outcome;
}

namespace {

// Two studies and untrained nets, drawn by the program itself when first asked for.
const TemporaryFolder& drawn() {
    static const TemporaryFolder folder;
    static const Outcome made = run_lumbar_in_shell("synth --output " + (folder / "data").string() +
                                                    " --studies 2 --seed 3 --image-size 96" +
                                                    " --untrained-weights " + (folder / "weights").string());
    BOOST_REQUIRE_MESSAGE(made.code == 0, made.printed);
    BOOST_TEST(contains(made.printed, "UNTRAINED"));
    return folder;
}

}  // namespace

Outcome run_lumbar_in_shell(const std::string& arguments) {
    return run_in_shell("'" + lumbar_executable().string() + "' " + arguments + " 2>&1");
}

Demo::Demo() {
    std::filesystem::copy(
        drawn().path(), folder.path(),
        std::filesystem::copy_options::recursive | std::filesystem::copy_options::copy_symlinks);
    write_text(weights + "/manifest.json", kTinyManifest);
}

std::string Demo::predict_flags() const {
    return "predict --data " + data + " --weights " + weights + " --output " + submission + " --tta 1";
}

}  // namespace lumbar::test
