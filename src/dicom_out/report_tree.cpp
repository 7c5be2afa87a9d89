#include "dicom_out/report_tree.h"

#include <cmath>

#include "base/error.h"
#include "base/fixed_decimals.h"
#include "dicom_out/dcmtk_text.h"
#include "dicom_pixels/save_dicom.h"

namespace lumbar {
namespace {

DSRCodedEntryValue entry(const Code& code) {
    return {dcmtk_text(code.value), dcmtk_text(code.scheme), dcmtk_text(code.meaning)};
}

}  // namespace

void ReportTree::add(Relation relation, DSRTypes::E_ValueType type, const Code* name,
                     const std::function<OFCondition(DSRContentItem&)>& fill, const Inside& inside) {
    const std::string where = where_ + (name ? ", item " + name->meaning : std::string(", an image"));
    const std::size_t node = tree_.addContentItem(relation, type, DSRTypes::AM_belowCurrent);
    check_made(node == 0 ? SR_EC_CannotAddContentItem : EC_Normal, where);
    DSRContentItem& item = tree_.getCurrentContentItem();
    if (name) check_made(item.setConceptName(entry(*name)), where);
    check_made(fill(item), where);
    if (inside) inside();
    if (relation != DSRTypes::RT_isRoot) tree_.goUp();
}

void ReportTree::root(const Code& title, const char* template_id, const Inside& inside) {
    add(
        DSRTypes::RT_isRoot, DSRTypes::VT_Container, &title,
        [&](DSRContentItem& item) { return item.setTemplateIdentification(template_id, "DCMR"); }, inside);
}

void ReportTree::container(Relation relation, const Code& name, const Inside& inside) {
    add(
        relation, DSRTypes::VT_Container, &name, [](DSRContentItem&) { return EC_Normal; }, inside);
}

void ReportTree::code(Relation relation, const Code& name, const Code& value, const Inside& inside) {
    add(
        relation, DSRTypes::VT_Code, &name,
        [&](DSRContentItem& item) { return item.setCodeValue(entry(value), OFFalse); }, inside);
}

void ReportTree::text(Relation relation, const Code& name, const std::string& value) {
    add(relation, DSRTypes::VT_Text, &name,
        [&](DSRContentItem& item) { return item.setStringValue(dcmtk_text(value)); }, {});
}

void ReportTree::uid(Relation relation, const Code& name, const std::string& value) {
    add(relation, DSRTypes::VT_UIDRef, &name,
        [&](DSRContentItem& item) { return item.setStringValue(dcmtk_text(value)); }, {});
}

void ReportTree::number(Relation relation, const Code& name, double value, const Code& unit,
                        const Inside& inside) {
    add(
        relation, DSRTypes::VT_Num, &name,
        [&](DSRContentItem& item) {
            return item.setNumericValue(
                DSRNumericMeasurementValue(dcmtk_text(decimal_text(value)), entry(unit)));
        },
        inside);
}

void ReportTree::image(Relation relation, const Code* name, const std::string& sop_class,
                       const std::string& uid, int frame) {
    add(relation, DSRTypes::VT_Image, name,
        [&](DSRContentItem& item) {
            // Unchecked: whatever the source's class is, DCMTK need not know it.
            DSRImageReferenceValue reference(dcmtk_text(sop_class), dcmtk_text(uid), OFFalse);
            if (frame > 0) reference.getFrameList().addItem(frame);
            return item.setImageReference(reference, OFFalse);
        },
        {});
}

std::string decimal_text(double value) {
    std::string digits = fixed_decimals(value, 6);
    digits.erase(digits.find_last_not_of('0') + 1);  // there is a point
    if (digits.back() == '.') digits.pop_back();
    return digits;
}

}  // namespace lumbar
