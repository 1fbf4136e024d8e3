/// The completions of bash, zsh and fish. Commands and flags stand in the files; live values are
/// asked of `skein complete`, the engine of Tab.
package enum ShellCompletions {
    package static func bash(_ table: CommandTable) -> String {
        """
        # bash completion of skein, written from its table of commands.
        _skein() {
            local line=${COMP_LINE:0:COMP_POINT} word=${COMP_WORDS[COMP_CWORD]}
            local verb=${COMP_WORDS[1]} names="\(names(table).joined(separator: " "))"
            COMPREPLY=()
            if [ "$COMP_CWORD" -eq 1 ]; then
                case $word in
                    -*) COMPREPLY=($(compgen -W "\(optionNames)" -- "$word")) ;;
                    *) COMPREPLY=($(compgen -W "$names" -- "$word")) ;;
                esac
                return
            fi
            case $word in
                -*)
                    case $verb in
        \(cases(table, indent: 16) { "COMPREPLY=($(compgen -W \"\($0)\" -- \"$word\"))" })
                    esac ;;
            esac
            [ ${#COMPREPLY[@]} -gt 0 ] && return
            local found
            while IFS=$'\\t' read -r found _; do
                COMPREPLY+=("$found")
            done < <(skein complete "${line#*skein }" 2>/dev/null)
            [ ${#COMPREPLY[@]} -gt 0 ] || COMPREPLY=($(compgen -f -- "$word"))
        }
        complete -F _skein skein

        """
    }

    package static func zsh(_ table: CommandTable, _ language: Language) -> String {
        """
        #compdef skein
        # zsh completion of skein, written from its table of commands.
        _skein() {
            local -a names flags found
            names=(
        \(described(table, language, "        '", ":", "'"))
            )
            if (( CURRENT == 2 )); then
                _describe command names
                return
            fi
            case $words[2] in
        \(cases(table, indent: 8) { "flags=(\($0))" })
            esac
            if [[ $PREFIX == -* ]]; then
                compadd -- $flags
                return
            fi
            found=(${(f)"$(skein complete "${words[2,CURRENT]}" 2>/dev/null | cut -f1)"})
            (( $#found )) && compadd -U -- $found || _files
        }
        _skein "$@"

        """
    }

    package static func fish(_ table: CommandTable, _ language: Language) -> String {
        var lines = [
            "# fish completion of skein, written from its table of commands.",
            "function __skein_live",
            "    skein complete (string replace -r '^\\S+ ' '' -- (commandline -cp)) 2>/dev/null",
            "end",
            "complete -c skein -f -n 'not __fish_use_subcommand' -a '(__skein_live)'",
        ]
        for command in shown(table) {
            let purpose = quoted(command.purpose[language])
            for name in command.allNames {
                lines.append(
                    "complete -c skein -f -n __fish_use_subcommand -a \(quoted(name)) -d \(purpose)"
                )
            }
            let names = command.allNames.joined(separator: " ")
            for flag in command.flags + Command.globalFlags {
                let short = flag.short.map { " -s \($0)" } ?? ""
                lines.append(
                    "complete -c skein -n '__fish_seen_subcommand_from \(names)' -l \(flag.name)"
                        + "\(short) -d \(quoted(flag.help[language]))")
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func shown(_ table: CommandTable) -> [Command] {
        table.commands.filter { !$0.isHidden }
    }

    private static func names(_ table: CommandTable) -> [String] {
        shown(table).flatMap(\.allNames).filter { $0 != "?" && $0 != "q?" }
    }

    private static var optionNames: String {
        ProgramOption.all.map { "--\($0.name)" }.joined(separator: " ")
    }

    /// One branch a command: its names, and what is to be done with its flags.
    private static func cases(
        _ table: CommandTable, indent: Int, _ body: (String) -> String
    ) -> String {
        let blank = String(repeating: " ", count: indent)
        return shown(table).map { command in
            let names = command.allNames.map { $0.replacing("?", with: "\\?") }
                .joined(separator: "|")
            let flags = (command.flags + Command.globalFlags).map { "--\($0.name)" }
                .joined(separator: " ")
            return "\(blank)\(names)) \(body(flags)) ;;"
        }.joined(separator: "\n")
    }

    private static func described(
        _ table: CommandTable, _ language: Language, _ before: String, _ sign: String,
        _ after: String
    ) -> String {
        shown(table).flatMap { command in
            command.allNames.map { name in
                let purpose = command.purpose[language].replacing("'", with: "’")
                    .replacing(":", with: "\\:")
                return before + name + sign + purpose + after
            }
        }.joined(separator: "\n")
    }

    private static func quoted(_ text: String) -> String {
        "'" + text.replacing("\\", with: "\\\\").replacing("'", with: "\\'") + "'"
    }
}
