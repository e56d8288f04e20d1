# qizhang for bash. Put into ~/.bashrc: source <(qizhang completions bash)
_qizhang() {
    local rest="${COMP_LINE:0:COMP_POINT}" line=() part blanks at last cut='' reply files=''
    COMPREPLY=()
    # bash breaks words at "=", ":" and "@" as well, which stand inside of ours: what no blank parts is one word.
    for ((at = 0; at <= COMP_CWORD; at++)); do
        part="${COMP_WORDS[at]}"
        blanks="${rest%%[![:space:]]*}"
        rest="${rest#"$blanks"}"
        if ((at == COMP_CWORD)); then part="$rest"; fi
        rest="${rest#"$part"}"
        if ((at > 0)) && [[ -z $blanks ]]; then
            line[last]+="$part"
        else
            line+=("$part")
        fi
        last=$((${#line[@]} - 1))
    done
    # Only what stands behind the last break is replaced.
    if [[ -z $2 || ${line[last]} == *"$2" ]]; then cut="${line[last]%"$2"}"; fi
    while IFS=$'\t' read -r reply _; do
        case "$reply" in
        *:files) files=yes ;;
        "$cut"?*) COMPREPLY+=("${reply#"$cut"}") ;;
        esac
    done < <("${1/#\~/$HOME}" complete @lang@ -- "${line[@]}" 2>/dev/null)
    if [[ -n $files ]]; then
        compopt -o filenames 2>/dev/null
        while read -r reply; do COMPREPLY+=("$reply"); done < <(compgen -f -- "$2")
    elif [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *= ]]; then
        compopt -o nospace 2>/dev/null
    fi
}
complete -F _qizhang qizhang
