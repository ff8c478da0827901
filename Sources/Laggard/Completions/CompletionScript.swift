import ArgumentParser

/// The script that completes laggard's command line in a shell. Pure.
///
/// It is swift-argument-parser's, and what that leaves out: values of the form `key=value`, and no blank after a `=` or a
/// `/` that more is to follow.
enum CompletionScript {
    static func text(_ shell: CompletionShell) -> String {
        let script = LaggardCommand.completionScript(for: shell)
        switch shell {
        case .bash: return script + "\n" + bash
        case .zsh:
            // Its end calls the function that zsh has loaded the file for.
            let end = script.ranges(of: "\nif [[ \"${funcstack[1]}\"").last?.lowerBound ?? script.endIndex
            return script[..<end] + "\n" + zsh + script[end...]
        // fish does so by itself.
        default: return script
        }
    }

    private static let bash = #"""
        # bash takes '=' for the end of a word: put together what was typed as one, complete it, and leave out of the
        # answer what bash does not replace.
        _laggard_whole_words() {
            local rest="${COMP_LINE}" word unpadded last=''
            local -a words=()
            local -i index cword=0
            for index in "${!COMP_WORDS[@]}"; do
                word="${COMP_WORDS[index]}"
                unpadded="${rest#"${rest%%[![:space:]]*}"}"
                if ((index > 0 && index <= COMP_CWORD)) && [[ "${unpadded}" == "${rest}" ]] &&
                    [[ "${word}" == '=' || "${last}" == '=' ]]; then
                    words[${#words[@]} - 1]+="${word}"
                else
                    words+=("${word}")
                fi
                ((index == COMP_CWORD)) && cword=$((${#words[@]} - 1))
                rest="${unpadded#"${word}"}"
                last="${word}"
            done
            local cur="${words[cword]}"
            [[ "${2}" == "${COMP_WORDS[COMP_CWORD]}" || "${COMP_WORDS[COMP_CWORD]}" == '=' ]] ||
                cur="${cur%"${COMP_WORDS[COMP_CWORD]}"}${2}"
            local -a COMP_WORDS=("${words[@]}")
            local -i COMP_CWORD="${cword}"
            _laggard "${1}" "${cur}" "${words[cword - 1]}"
            if [[ "${cur}" == *=* && "${COMP_WORDBREAKS}" == *=* ]]; then
                COMPREPLY=("${COMPREPLY[@]#"${cur%%=*}="}")
            elif [[ "${COMPREPLY[*]}" == *= ]]; then
                compopt +o filenames -o nospace 2>/dev/null
            fi
            # bash puts a slash behind the names of folders itself.
            COMPREPLY=("${COMPREPLY[@]%/}")
        }

        complete -o filenames -F _laggard_whole_words laggard

        """#

    private static let zsh = #"""
        __laggard_complete() {
            local -a open=("${(M)@:#*[=/]}") closed=("${@:#*[=/]}")
            (($#open)) && _describe -V '' open -S ''
            (($#closed)) && _describe -V '' closed
        }

        """#
}
