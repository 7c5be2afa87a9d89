// Writes made-up data as the page that the program would write.
//   report_page DATA.json PAGE.html [DATA.json PAGE.html]...     the data's "title" is the page's
#include <cstdio>
#include <filesystem>

#include "base/error.h"
#include "report/write_page.h"

int main(int argc, char** argv) {
    if (argc < 3 || argc % 2 == 0) {
        std::fputs("report_page DATA.json PAGE.html [DATA.json PAGE.html]...\n", stderr);
        return 2;
    }
    try {
        for (int i = 1; i < argc; i += 2) {
            const lumbar::Json data = lumbar::read_json(argv[i]);
            lumbar::write_page(argv[i + 1], data.value("title", ""), data);
        }
        return 0;
    } catch (const lumbar::Error& error) {
        std::fprintf(stderr, "%s\n", error.what());
        return 1;
    }
}
