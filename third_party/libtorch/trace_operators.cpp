// For trace_operators.sh: preloaded into a program, it appends the name of each operator that LibTorch's
// dispatcher calls to the file OPERATOR_TRACE, once.
#include <ATen/record_function.h>

#include <cstdio>
#include <cstdlib>
#include <memory>
#include <mutex>
#include <set>
#include <string>

namespace {

void note(const std::string& name) {
    // Never destroyed: operators are called until the very end.
    static auto& mutex = *new std::mutex;
    static auto& known = *new std::set<std::string>;
    const std::lock_guard lock(mutex);
    if (!known.insert(name).second) return;
    if (std::FILE* file = std::fopen(std::getenv("OPERATOR_TRACE"), "a")) {
        std::fprintf(file, "%s\n", name.c_str());
        std::fclose(file);
    }
}

std::unique_ptr<at::ObserverContext> note_operator(const at::RecordFunction& function) {
    if (const auto name = function.operator_name()) note(name->name);
    return nullptr;
}

const auto kCallback =
    at::addGlobalCallback(at::RecordFunctionCallback(&note_operator)
                              .scopes({at::RecordScope::FUNCTION, at::RecordScope::BACKWARD_FUNCTION}));

}  // namespace
