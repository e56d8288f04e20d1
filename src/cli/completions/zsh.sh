#compdef qizhang
# qizhang for zsh. Put into ~/.zshrc, behind compinit: source <(qizhang completions zsh)
_qizhang() {
    local -a line shut shut_told open open_told
    local reply word files=''
    line=("${(@Q)words[1,CURRENT-1]}" "${(Q)PREFIX}")
    for reply in "${(@f)$("${line[1]/#\~/$HOME}" complete @lang@ -- "${line[@]}" 2>/dev/null)}"; do
        word="${reply%%$'\t'*}"
        case "$reply" in
        '') ;;
        *:files) files=yes ;;
        *=$'\t'*) open+=("$word") open_told+=("${reply/$'\t'/  }") ;;
        *) shut+=("$word") shut_told+=("${reply/$'\t'/  }") ;;
        esac
    done
    if [[ -n $files ]]; then
        compset -P '*='
        _files
    fi
    (($#shut)) && compadd -l -d shut_told -a shut
    (($#open)) && compadd -l -S '' -d open_told -a open
    return 0
}
if [[ "${funcstack[1]}" == _qizhang ]]; then
    _qizhang "$@"
else
    compdef _qizhang qizhang
fi
