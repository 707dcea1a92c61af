package io.gnocchi.client.manual;

/// What a shell has to know to complete the words of a command: that it asks the command.
public final class CompletionScript {
    private static final String BASH =
            """
            # Completion of %1$s in bash: source it, or put it in /etc/bash_completion.d.
            _%2$s() {
                local words=("${COMP_WORDS[@]}") cword=$COMP_CWORD cur=${COMP_WORDS[COMP_CWORD]} i
                if declare -F _get_comp_words_by_ref > /dev/null; then
                    _get_comp_words_by_ref -n =: cur words cword
                fi
                local IFS=$'\\n'
                COMPREPLY=($("${words[0]}" complete --for -- "${words[@]:1:cword}" 2> /dev/null))
                for i in "${!COMPREPLY[@]}"; do
                    printf -v "COMPREPLY[$i]" %%q "${COMPREPLY[$i]}"
                done
                if declare -F __ltrim_colon_completions > /dev/null; then
                    __ltrim_colon_completions "$cur"
                fi
            }
            complete -o default -F _%2$s %1$s
            """;
    private static final String ZSH =
            """
            #compdef %1$s
            # Completion of %1$s in zsh: source it, or put it as _%1$s into a folder of $fpath.
            _%2$s() {
                local -a candidates
                candidates=("${(@f)$("${words[1]}" complete --for -- "${(@)words[2,CURRENT]}" 2> /dev/null)}")
                if [[ -n ${candidates[1]} ]]; then
                    compadd -a candidates
                else
                    _files
                fi
            }
            if [[ ${zsh_eval_context[-1]} == loadautofunc ]]; then
                _%2$s "$@"
            else
                compdef _%2$s %1$s
            fi
            """;
    private static final String FISH =
            """
            # Completion of %1$s in fish: source it, or put it into ~/.config/fish/completions.
            function __%2$s_candidates
                set -l words (commandline -opc) (commandline -ct)
                command $words[1] complete --for -- $words[2..-1] 2> /dev/null
            end
            complete -c %1$s -f -a '(__%2$s_candidates)'
            complete -c %1$s -n '__fish_seen_subcommand_from import batch-metrics batch-resources-metrics' -F
            """;

    private CompletionScript() {}

    /// For `bash`, `zsh` or `fish`, and a command of this name.
    public static String of(String shell, String name) {
        String script =
                switch (shell) {
                    case "bash" -> BASH;
                    case "zsh" -> ZSH;
                    case "fish" -> FISH;
                    default -> throw new IllegalArgumentException("no script for " + shell);
                };
        return script.formatted(name, name.replaceAll("[^A-Za-z0-9]", "_"));
    }
}
