#include "report/svg.h"

#include <array>

namespace lumbar {
namespace {

// Told apart by people who see few colours, too; on white and on nearly black.
constexpr std::array<std::string_view, kColours> kOnWhite = {"#2a6fdb", "#e0651f", "#169a68", "#a24bc4",
                                                             "#d99a00", "#d63f68", "#2aa3b8", "#6b7480"};
constexpr std::array<std::string_view, kColours> kOnBlack = {"#5b9bff", "#ff8f4d", "#3ecb93", "#c985e8",
                                                             "#f0bd3c", "#ff7398", "#53cfe3", "#a3acb8"};

constexpr std::string_view kShapes = R"(
text{font:11px system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;font-variant-numeric:tabular-nums}
.headline{font-size:19px;font-weight:600}.title{font-size:14px;font-weight:600}.strong{font-weight:600}
.muted{font-size:11px;font-weight:400}.end{text-anchor:end}.middle{text-anchor:middle}
polyline,.swatch{fill:none;stroke-width:1.8;stroke-linejoin:round;stroke-linecap:round}
.many polyline{stroke-width:1.2;stroke-opacity:.85}.swatch{stroke-width:3}.again polyline,.again.swatch{stroke-dasharray:5 4}
circle{fill:currentColor;stroke:none}.grid,.axis{fill:none}
)";

constexpr std::string_view kLight =
    R"(text{fill:#4a4f57}.headline,.title,.strong{fill:#16191d}.muted{fill:#7b828c}
.page{fill:#f5f6f8}.card{fill:#fff;stroke:#e1e4e8}.grid{stroke:#eceef1}.axis{stroke:#aab0b8}
)";

constexpr std::string_view kDark =
    R"(text{fill:#b4bac3}.headline,.title,.strong{fill:#eef0f3}.muted{fill:#8a919c}
.page{fill:#101216}.card{fill:#181b20;stroke:#2a2e35}.grid{stroke:#262a30}.axis{stroke:#59606a}
)";

std::string colour_classes(const std::array<std::string_view, kColours>& colours) {
    std::string css;
    for (std::size_t i = 0; i < colours.size(); ++i) {
        css.append(".c" + std::to_string(i) + "{stroke:").append(colours[i]);
        css.append(";color:").append(colours[i]).append("}");
    }
    return css + "\n";
}

}  // namespace

std::string xml_text(std::string_view text) {
    std::string safe;
    for (const char c : text) {
        switch (c) {
            case '&':
                safe += "&amp;";
                break;
            case '<':
                safe += "&lt;";
                break;
            case '>':
                safe += "&gt;";
                break;
            case '"':
                safe += "&quot;";
                break;
            default:
                // XML has no way to write a control character.
                safe += static_cast<unsigned char>(c) < ' ' ? ' ' : c;
        }
    }
    return safe;
}

std::string style_svg() {
    std::string css(kShapes);
    css.append(kLight).append(colour_classes(kOnWhite));
    css.append("@media (prefers-color-scheme:dark){\n").append(kDark).append(colour_classes(kOnBlack));
    return "<style>" + css + "}\n</style>\n";
}

}  // namespace lumbar
