#include <algorithm>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "kernel_parser.h"
#include "ptx.h"

namespace ptx {
namespace {

class ModuleParser {
  public:
    explicit ModuleParser(Memory& memory) : memory_(memory) {}

    Module parse(std::string_view text) {
        const auto statements = split_statements(text);
        for (std::size_t n = 0; n < statements.size(); ++n) {
            const std::string& head = statements[n].text;
            if (head.starts_with(".visible .entry") || head.starts_with(".entry"))
                n = take_kernel(statements, n);
            else
                take(statements[n]);
        }
        if (module_.version == 0 || module_.target == 0) throw Error("PTX without .version or .target");
        return std::move(module_);
    }

  private:
    void take(const Statement& statement) {
        const auto words = split(statement.text, " \t\n,");
        const std::string first = words.empty() ? "" : words[0];
        const auto has = [&](const char* word) {
            return std::find(words.begin(), words.end(), word) != words.end();
        };
        if (first == ".version")
            module_.version = static_cast<int>(std::stod(words.at(1)) * 10 + 0.5);
        else if (first == ".target")
            module_.target = std::stoi(words.at(1).substr(3));
        else if (first == ".address_size" && words.at(1) == "64")
            return;
        else if (has(".shared"))
            shared_.push_back(parse_declaration(statement.line, statement.text));
        else if (has(".global") || has(".const"))
            declare_global(statement);
        else
            fail(statement.line, "not known: " + statement.text);
    }

    void declare_global(const Statement& statement) {
        Declaration declaration = parse_declaration(statement.line, statement.text);
        const std::uint64_t address = memory_.allocate(declaration.bytes);
        if (address == 0) fail(statement.line, "no memory for " + statement.text);
        declaration.initial.resize(declaration.bytes);  // what is not initialised is 0
        memory_.write(address, declaration.initial.data(), declaration.bytes);
        symbols_[declaration.name] = address;
    }

    std::size_t take_kernel(const std::vector<Statement>& statements, std::size_t n) {
        const Statement& head = statements[n];
        const auto words = split(head.text, " \t\n(");
        const std::string& name = words.at(head.text.starts_with(".entry") ? 1 : 2);
        const std::size_t body = n + 1, end = find_end(statements, body, name);
        Kernel& kernel = module_.kernels[name];
        kernel.name = name;
        KernelParser parser(kernel, symbols_, shared_of(statements, body, end));
        parser.take_head(head);
        for (n = body + 1; n < end; ++n) parser.take(statements[n]);
        parser.finish(statements[end].line);
        return end;
    }

    // The brace that closes the kernel's body.
    static std::size_t find_end(const std::vector<Statement>& statements, std::size_t body,
                                const std::string& kernel) {
        const int line = statements[body - 1].line;
        if (body >= statements.size() || statements[body].kind != Statement::kOpen)
            fail(line, "no body: " + kernel);
        int depth = 0;
        for (std::size_t n = body; n < statements.size(); ++n) {
            depth += (statements[n].kind == Statement::kOpen) - (statements[n].kind == Statement::kClose);
            if (depth == 0) return n;
        }
        fail(line, "the kernel has no end: " + kernel);
    }

    // Of the module's shared variables those that the kernel names: the others take no shared memory.
    std::vector<Declaration> shared_of(const std::vector<Statement>& statements, std::size_t first,
                                       std::size_t end) const {
        std::vector<Declaration> used;
        for (const Declaration& variable : shared_) {
            const bool is_named = std::any_of(
                statements.begin() + static_cast<std::ptrdiff_t>(first),
                statements.begin() + static_cast<std::ptrdiff_t>(end), [&](const Statement& statement) {
                    const auto words = split(statement.text, " \t\n,;[]+{}");
                    return std::find(words.begin(), words.end(), variable.name) != words.end();
                });
            if (is_named) used.push_back(variable);
        }
        return used;
    }

    Memory& memory_;
    Module module_;
    std::map<std::string, std::uint64_t> symbols_;
    std::vector<Declaration> shared_;
};

}  // namespace

Module parse(std::string_view text, Memory& memory) {
    return ModuleParser(memory).parse(text);
}

}  // namespace ptx
