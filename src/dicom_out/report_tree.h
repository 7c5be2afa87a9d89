// Builds the content tree of a structured report: each item is added behind the last one of its container.
#pragma once

#include <functional>
#include <string>

#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmsr/dsrdoctr.h>

#include "dicom_out/codes.h"

namespace lumbar {

// How an item belongs to the one above it.
using Relation = DSRTypes::E_RelationshipType;

class ReportTree {
  public:
    using Inside = std::function<void()>;  // adds what the item holds

    // `where` names the file in errors; every method throws Error (output) for what the standard forbids.
    ReportTree(DSRDocumentTree& tree, std::string where) : tree_(tree), where_(std::move(where)) {}

    // The first item of all.  `template_id`: of DICOM's own templates (PS3.16).
    void root(const Code& title, const char* template_id, const Inside& inside);
    void container(Relation relation, const Code& name, const Inside& inside);
    void code(Relation relation, const Code& name, const Code& value, const Inside& inside = {});
    void text(Relation relation, const Code& name, const std::string& value);
    void uid(Relation relation, const Code& name, const std::string& value);
    void number(Relation relation, const Code& name, double value, const Code& unit,
                const Inside& inside = {});
    // `name` may be null, `frame` 0: of all frames.
    void image(Relation relation, const Code* name, const std::string& sop_class, const std::string& uid,
               int frame);

  private:
    void add(Relation relation, DSRTypes::E_ValueType type, const Code* name,
             const std::function<OFCondition(DSRContentItem&)>& fill, const Inside& inside);

    DSRDocumentTree& tree_;
    std::string where_;
};

// As DICOM's decimal string, at most six digits behind the point.
std::string decimal_text(double value);

}  // namespace lumbar
