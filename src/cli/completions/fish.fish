# qizhang for fish. Once: qizhang completions fish > ~/.config/fish/completions/qizhang.fish
function __qizhang_complete
    set -l line (commandline --current-process --tokenize --cut-at-cursor)
    set -l current (commandline --current-token --cut-at-cursor)
    set -l program (string replace --regex -- '^~' $HOME $line[1])
    for reply in ($program complete @lang@ -- $line "$current" 2>/dev/null)
        if string match --quiet -- '*:files' $reply
            set -l before (string match --regex -- '^--[^=]*=' "$current")
            for path in (__fish_complete_path (string replace --regex -- '^--[^=]*=' '' "$current"))
                echo "$before$path"
            end
        else
            echo $reply
        end
    end
end
complete --command qizhang --no-files --keep-order --arguments '(__qizhang_complete)'
