// What yaml-cpp says of a file that is no YAML, in words for the one who wrote it, and at the place
// of the slip rather than where the parser stumbled.
#pragma once

#include "content/problem.hpp"
#include "content/yaml_source.hpp"

namespace YAML {
class Exception;
}

namespace clerk::content::yaml {

void report_syntax(const YAML::Exception& failure, const Source& source, const Report& report);

}  // namespace clerk::content::yaml
