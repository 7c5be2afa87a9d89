#include "report/event_file.h"

#include <algorithm>
#include <bit>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/error.h"
#include "files/text_file.h"
#include "report/record_frame.h"
#include "support/files.h"
#include "support/refusal.h"

using namespace lumbar;
using namespace lumbar::test;

namespace {

std::uint64_t little_endian(std::string_view bytes, std::size_t size) {
    std::uint64_t value = 0;
    for (std::size_t i = size; i-- > 0;) value = value * 256 + static_cast<unsigned char>(bytes[i]);
    return value;
}

bool is_masked_crc_of(std::string_view crc, std::string_view bytes) {
    const auto unmasked = static_cast<std::uint32_t>(little_endian(crc, 4) - 0xA282EAD8U);
    return std::rotl(unmasked, 15) == crc32c(bytes);
}

// The records of a TFRecord file, both checksums of each checked.
std::vector<std::string> records_of(const std::string& file) {
    std::vector<std::string> records;
    for (std::string_view rest = file; !rest.empty();) {
        BOOST_REQUIRE(rest.size() >= 16U);
        const std::size_t length = little_endian(rest, 8);
        BOOST_REQUIRE(rest.size() >= length + 16);
        BOOST_TEST(is_masked_crc_of(rest.substr(8, 4), rest.substr(0, 8)));
        BOOST_TEST(is_masked_crc_of(rest.substr(12 + length, 4), rest.substr(12, length)));
        records.emplace_back(rest.substr(12, length));
        rest.remove_prefix(length + 16);
    }
    return records;
}

// A protobuf message: each field's number (raw) or bytes.
struct Fields {
    std::map<int, std::uint64_t> numbers;
    std::map<int, std::string> bytes;

    explicit Fields(std::string_view message) {
        while (!message.empty()) {
            const std::uint64_t key = take_varint(message);
            const auto field = static_cast<int>(key >> 3);
            switch (key & 7) {
                case 0:
                    numbers[field] = take_varint(message);
                    break;
                case 1:
                    numbers[field] = little_endian(take(message, 8), 8);
                    break;
                case 2:
                    bytes[field] = take(message, take_varint(message));
                    break;
                case 5:
                    numbers[field] = little_endian(take(message, 4), 4);
                    break;
                default:
                    BOOST_FAIL("unknown wire type");
            }
        }
    }

    static std::string_view take(std::string_view& message, std::size_t size) {
        BOOST_REQUIRE(size <= message.size());
        const auto taken = message.substr(0, size);
        message.remove_prefix(size);
        return taken;
    }

    static std::uint64_t take_varint(std::string_view& message) {
        std::uint64_t value = 0;
        for (int shift = 0;; shift += 7) {
            const auto byte = static_cast<unsigned char>(take(message, 1)[0]);
            value |= static_cast<std::uint64_t>(byte & 0x7F) << shift;
            if (byte < 0x80) return value;
        }
    }
};

struct Scalar {
    std::string tag;
    std::uint64_t step;
    float value;
};

Scalar scalar_of(const std::string& record) {
    const Fields event(record);
    const Fields value(Fields(event.bytes.at(5)).bytes.at(1));
    return {value.bytes.at(1), event.numbers.at(2),
            std::bit_cast<float>(static_cast<std::uint32_t>(value.numbers.at(2)))};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(event_file)

BOOST_AUTO_TEST_CASE(the_checksum_is_castagnolis) {
    BOOST_TEST(crc32c("123456789") == 0xE3069283U);
    // RFC 3720, B.4: 32 bytes of zeros.
    BOOST_TEST(crc32c(std::string(32, '\0')) == 0x8A9136AAU);
    BOOST_TEST(crc32c("") == 0U);
}

BOOST_AUTO_TEST_CASE(a_record_is_framed_by_its_length_and_two_masked_checksums) {
    const std::string frame = record_frame("abc");
    BOOST_TEST(frame.size() == 8U + 4 + 3 + 4);
    BOOST_TEST(frame.substr(0, 8) == std::string("\x03\0\0\0\0\0\0\0", 8));
    BOOST_TEST((records_of(frame + record_frame("")) == std::vector<std::string>{"abc", ""}));
    BOOST_TEST(!is_masked_crc_of(frame.substr(15, 4), "abd"));
}

BOOST_AUTO_TEST_CASE(says_its_version_then_where_it_starts_then_the_points) {
    const TemporaryFolder folder;
    std::filesystem::path path;
    {
        EventFile file(folder / "deep/down", 120);
        file.add_scalar("loss/train", 120, 0.75);
        file.add_scalar("lr", std::int64_t{1} << 40, 1e-4);
        file.add_scalar(std::string(300, 'x'), 121, std::nan(""));
        path = file.path();
    }
    BOOST_TEST(path.parent_path() == folder / "deep/down");
    BOOST_TEST(path.filename().string().starts_with("events.out.tfevents."));
    const auto records = records_of(read_text_file(path));
    BOOST_REQUIRE(records.size() == 5U);
    const Fields version(records[0]), start(records[1]);
    BOOST_TEST(version.bytes.at(3) == "brain.Event:2");
    BOOST_TEST(std::bit_cast<double>(version.numbers.at(1)) > 1.7e9);  // seconds since 1970
    BOOST_TEST(start.numbers.at(2) == 120U);
    BOOST_TEST(Fields(start.bytes.at(7)).numbers.at(1) == 1U);  // START
    const Scalar loss = scalar_of(records[2]), rate = scalar_of(records[3]), other = scalar_of(records[4]);
    BOOST_TEST(loss.tag == "loss/train");
    BOOST_TEST(loss.step == 120U);
    BOOST_TEST(loss.value == 0.75F);
    BOOST_TEST(rate.step == std::uint64_t{1} << 40);
    BOOST_TEST(rate.value == 1e-4F);
    BOOST_TEST(other.tag.size() == 300U);
    BOOST_TEST(std::isnan(other.value));
}

BOOST_AUTO_TEST_CASE(what_was_flushed_is_there_while_the_file_is_open) {
    const TemporaryFolder folder;
    EventFile file(folder.path(), 0);
    BOOST_TEST(records_of(read_text_file(file.path())).size() == 2U);
    file.add_scalar("loss", 1, 2.5);
    file.flush();
    BOOST_TEST(records_of(read_text_file(file.path())).size() == 3U);
}

BOOST_AUTO_TEST_CASE(every_start_has_a_file_of_its_own_that_sorts_after_the_last_one) {
    const TemporaryFolder folder;
    std::vector<std::string> names;
    for (int start = 0; start < 3; ++start)
        names.push_back(EventFile(folder.path(), start).path().filename().string());
    BOOST_TEST((std::set<std::string>(names.begin(), names.end()).size() == 3U));
    BOOST_TEST(std::is_sorted(names.begin(), names.end()));
}

BOOST_AUTO_TEST_CASE(an_unwritable_folder_is_an_output_error) {
    const TemporaryFolder folder;
    write_text(folder / "file", "");
    const auto refusal = refusal_of([&] { EventFile(folder / "file", 0); }, ExitCode::output);
    BOOST_TEST(contains(refusal, "cannot create the file"));
    BOOST_TEST(contains(refusal, (folder / "file").string()));
}

BOOST_AUTO_TEST_SUITE_END()
