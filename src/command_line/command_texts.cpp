#include "command_line/command_texts.h"

#include <string_view>

namespace lumbar {
namespace {

std::string command_names(const std::vector<DescribedCommand>& commands) {
    std::string names;
    for (const DescribedCommand& command : commands) names += command.text.name + " ";
    return names + "help";
}

bool takes_path(const FlagText& flag) {
    return flag.value.starts_with("PATH");
}

// `text` with each character of `special` behind a backslash.
std::string escaped(std::string_view text, std::string_view special) {
    std::string result;
    for (const char c : text) {
        if (special.find(c) != special.npos) result += '\\';
        result += c;
    }
    return result;
}

// Within single quotes of zsh, and within the brackets of its _arguments.
std::string zsh_text(std::string_view text) {
    std::string result;
    for (const char c : escaped(text, "[]:\\")) {
        if (c == '\'') {
            result += "'\\''";
        } else {
            result += c;
        }
    }
    return result;
}

// A line that begins with a dot or an apostrophe would be a request; a hyphen would be typographic.
std::string roff_text(std::string_view text) {
    return "\\&" + escaped(text, "\\-");
}

}  // namespace

std::string bash_completion(const std::vector<DescribedCommand>& commands) {
    std::string text =
        "# For bash: source <(lumbar completion bash)\n"
        "_lumbar() {\n"
        "    local word=${COMP_WORDS[COMP_CWORD]} flags=''\n"
        "    if [ \"$COMP_CWORD\" -eq 1 ]; then\n"
        "        COMPREPLY=($(compgen -W '" +
        command_names(commands) +
        "' -- \"$word\"))\n"
        "        return\n"
        "    fi\n"
        "    case ${COMP_WORDS[1]} in\n"
        "        help) COMPREPLY=($(compgen -W '" +
        command_names(commands) + "' -- \"$word\")); return ;;\n";
    for (const DescribedCommand& command : commands) {
        text += "        " + command.text.name + ") flags='";
        for (const FlagText& flag : command.flags) text += flag.name + " ";
        text.back() = '\'';
        text += " ;;\n";
    }
    return text +
           "    esac\n"
           "    case $word in\n"
           "        -*) COMPREPLY=($(compgen -W \"$flags\" -- \"$word\")) ;;\n"
           "        *) COMPREPLY=($(compgen -f -- \"$word\")) ;;\n"
           "    esac\n"
           "}\n"
           "complete -o filenames -F _lumbar lumbar\n";
}

std::string zsh_completion(const std::vector<DescribedCommand>& commands) {
    std::string text =
        "#compdef lumbar\n"
        "# For zsh: source <(lumbar completion zsh)\n"
        "_lumbar() {\n"
        "    if (( CURRENT == 2 )); then\n"
        "        local -a commands=(\n";
    for (const DescribedCommand& command : commands) {
        text += "            '" + command.text.name + ":" + zsh_text(command.text.summary) + "'\n";
    }
    text +=
        "        )\n"
        "        _describe command commands\n"
        "        return\n"
        "    fi\n"
        "    case $words[2] in\n";
    for (const DescribedCommand& command : commands) {
        text += "        " + command.text.name + ")\n            shift words; (( CURRENT-- )); _arguments -s";
        for (const FlagText& flag : command.flags) {
            text += " \\\n                '" + flag.name + "[" + zsh_text(flag.help) + "]";
            if (!flag.value.empty())
                text += ":" + zsh_text(flag.value) + ":" + (takes_path(flag) ? "_files" : "");
            text += "'";
        }
        text += " \\\n                '*:path:_files' ;;\n";
    }
    return text +
           "    esac\n"
           "}\n"
           "compdef _lumbar lumbar\n";
}

std::string manual_page(const std::vector<DescribedCommand>& commands, const std::string& purpose,
                        const std::string& version) {
    std::string text = ".TH LUMBAR 1 \"\" \"lumbar " + version + "\"\n.SH NAME\nlumbar \\- " + purpose +
                       "\n.SH SYNOPSIS\n.B lumbar\n.I COMMAND\n[flags]\n.SH COMMANDS\n";
    for (const DescribedCommand& command : commands) {
        text += ".SS " + command.text.name + "\n.B lumbar " + command.text.name + "\n" +
                roff_text(command.text.usage) + "\n.PP\n" + roff_text(command.text.summary) + "\n";
        for (const FlagText& flag : command.flags) {
            text += ".TP\n.BR " + escaped(flag.name, "-");
            if (!flag.value.empty()) text += " \" \" " + escaped(flag.value, "\\-");
            text += "\n" + roff_text(flag.help) + "\n";
        }
        for (const std::string& example : command.text.examples) {
            text += ".PP\n.EX\n" + roff_text(example) + "\n.EE\n";
        }
    }
    return text;
}

}  // namespace lumbar
