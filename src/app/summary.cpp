#include "app/summary.h"

#include <cstdlib>
#include <memory>
#include <new>
#include <string_view>

#include "base/log.h"

namespace lumbar {

void print_and_log(std::FILE* to, const std::function<void(std::FILE*)>& print) {
    char* text = nullptr;
    std::size_t size = 0;
    std::FILE* const memory = open_memstream(&text, &size);
    if (!memory) throw std::bad_alloc();
    print(memory);
    std::fclose(memory);  // sets `text`
    const std::unique_ptr<char, decltype(&std::free)> owner(text, std::free);
    std::fwrite(text, 1, size, to);
    while (size > 0 && text[size - 1] == '\n') --size;
    log_to_file_only({text, size});
}

std::string counted(std::size_t count, std::string_view noun) {
    return std::to_string(count) + " " + std::string(noun) + (count == 1 ? "" : "s");
}

}  // namespace lumbar
