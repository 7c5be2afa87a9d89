#include "files/json_shape.h"

#include <set>
#include <vector>

#include "files/json.h"

namespace lumbar {
namespace {

// Each event says whether to go on.  (A callback of Json::parse() would do, but with one each object is
// searched through whenever something in it ends.)
class ShapeWatch : public nlohmann::json_sax<Json> {
  public:
    explicit ShapeWatch(int deepest) : deepest_(deepest) {}

    bool start_object(std::size_t /*elements*/) override { return open(); }
    bool end_object() override { return close(); }
    bool start_array(std::size_t /*elements*/) override { return open(); }
    bool end_array() override { return close(); }
    bool key(std::string& name) override {
        if (!keys_.back().insert(name).second && !shape.repeated_key) shape.repeated_key = name;
        return true;
    }
    bool null() override { return true; }
    bool boolean(bool /*value*/) override { return true; }
    bool number_integer(Json::number_integer_t /*value*/) override { return true; }
    bool number_unsigned(Json::number_unsigned_t /*value*/) override { return true; }
    bool number_float(Json::number_float_t /*value*/, const std::string& /*text*/) override { return true; }
    bool string(std::string& /*value*/) override { return true; }
    bool binary(Json::binary_t& /*value*/) override { return true; }
    bool parse_error(std::size_t /*place*/, const std::string& /*token*/,
                     const Json::exception& /*reason*/) override {
        return false;
    }

    JsonShape shape;

  private:
    bool open() {
        keys_.emplace_back();
        shape.is_too_deep = static_cast<int>(keys_.size()) > deepest_;
        return !shape.is_too_deep;
    }
    bool close() {
        keys_.pop_back();
        return true;
    }

    int deepest_;
    std::vector<std::set<std::string>> keys_;  // of the objects and arrays that are open
};

}  // namespace

JsonShape json_shape(std::string_view text, int deepest) {
    ShapeWatch watch(deepest);
    Json::sax_parse(text, &watch);
    return watch.shape;
}

}  // namespace lumbar
