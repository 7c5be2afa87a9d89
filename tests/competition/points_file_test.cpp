#include "competition/points_file.h"

#include <boost/test/unit_test.hpp>

#include "base/atomic_file.h"
#include "base/error.h"
#include "files/text_file.h"
#include "support/files.h"

using namespace lumbar;

namespace {

struct File {
    test::TemporaryFolder folder;
    SeriesPoints read(const std::string& text) const {
        write_file_atomically(folder / "points.csv", text);
        return read_points(folder / "points.csv");
    }
};

SeriesPoints two_series() {
    SeriesPoints points;
    for (const char* series : {"7", "8"}) {
        for (std::size_t level = 0; level < kLevels; ++level) {
            const double y = 0.1 * static_cast<double>(level);
            points[series][level] = {Point{0.123456789, y}, Point{0.5, y + 0.01}};
        }
    }
    return points;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(points_file)

BOOST_FIXTURE_TEST_CASE(reads_back_what_it_wrote, File) {
    write_points(folder / "points.csv", two_series());
    BOOST_TEST((read_points(folder / "points.csv") == two_series()));
}

BOOST_FIXTURE_TEST_CASE(further_columns_are_ignored, File) {
    write_points(folder / "points.csv", two_series());
    std::string text;
    for (const char c : read_text_file(folder / "points.csv"))
        text += c == '\n' ? std::string(",x\n") : std::string(1, c);
    BOOST_TEST((read(text) == two_series()));
}

BOOST_FIXTURE_TEST_CASE(refuses_unknown_levels_missing_and_repeated_points, File) {
    const std::string header = "series_id,level,side,relative_x,relative_y\n";
    BOOST_CHECK_THROW(read(header + "1,L1/L2,L,0.1,0.1\n"), Error);
    BOOST_CHECK_THROW(read(header + "1,L6/L7,L,0.1,0.1\n"), Error);
    BOOST_CHECK_THROW(read(header + "1,L1/L2,M,0.1,0.1\n"), Error);
    BOOST_CHECK_THROW(read(header + "1,L1/L2,L,0.1,0.1\n1,L1/L2,L,0.1,0.1\n"), Error);
    BOOST_CHECK_THROW(read(header + "1,L1/L2,L,abc,0.1\n"), Error);
    BOOST_CHECK_THROW(read("series_id,level\n"), Error);
}

BOOST_AUTO_TEST_SUITE_END()
